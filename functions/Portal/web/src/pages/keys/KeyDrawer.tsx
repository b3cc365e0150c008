import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { deleteKey, enableKey, keyPath } from '../../api/keys';
import { curlOf } from '../../api/curl';
import type { Key } from '../../api/types';
import { ActButton } from '../../components/ActButton';
import { Curl } from '../../components/Curl';
import { Drawer } from '../../components/Drawer';
import { ProblemNote } from '../../components/ProblemNote';
import { TypedNameDialog } from '../../components/TypedNameDialog';
import { When } from '../../components/When';
import { plain } from '../../format/text';
import { lack, me } from '../../state/me';
import { text } from '../../text';
import { allowText } from './allow';
import { RotateDialog } from './RotateDialog';

interface Props {
  item: Key;
  onClose: () => void;
  onChanged: () => void;
  onMade: (key: Key) => void;
}

/** One key: what it may do, and how to change or end it. */
export function KeyDrawer({ item, onClose, onChanged, onMade }: Props): JSX.Element {
  const error = useSignal<unknown>(null);
  const missing = lack(['keys']);
  const isDeleting = useSignal(false);
  const isRotating = useSignal(false);

  async function act(work: () => Promise<unknown>): Promise<void> {
    error.value = null;
    try {
      await work();
      onChanged();
    } catch (failure) {
      error.value = failure;
    }
  }

  return (
    <Drawer label={text.keys.one} head={<h2 class="cut">{plain(item.name)}</h2>} onClose={onClose}>
      {item.id === me.value?.id && <p role="note">{text.keys.self}</p>}
      <dl class="facts">
        <div><dt>{text.keys.id}</dt><dd class="mono">{item.id}</dd></div>
        {item.allow.map((allow, i) => (
          <div key={i}><dt>{i === 0 ? text.keys.allow : ''}</dt><dd>{allowText(allow)}</dd></div>
        ))}
        <div><dt>{text.keys.made}</dt><dd><When time={item.createdAt} /> {text.keys.by(item.createdBy)}</dd></div>
        <div><dt>{text.keys.rotated}</dt><dd><When time={item.rotatedAt} /></dd></div>
        {item.previousSecretUntil !== undefined && (
          <div><dt>{text.keys.oldUntil}</dt><dd><When time={item.previousSecretUntil} withAge={false} /></dd></div>
        )}
        <div>
          <dt>{text.keys.ends}</dt>
          <dd>{item.expiresAt === undefined ? text.keys.noEnd : <When time={item.expiresAt} withAge={false} />}</dd>
        </div>
      </dl>
      {error.value !== null && <ProblemNote error={error.value} />}
      <div class="row">
        <ActButton lack={missing} onClick={() => void act(() => enableKey(item.id, !item.enabled))}>
          {item.enabled ? text.keys.switchOff : text.keys.switchOn}
        </ActButton>
        <ActButton lack={missing} onClick={() => (isRotating.value = true)}>{text.keys.rotate}</ActButton>
      </div>
      <Curl line={curlOf('PATCH', keyPath(item.id), JSON.stringify({ enabled: !item.enabled }))} />
      <div class="row">
        <ActButton kind="danger" lack={missing} onClick={() => (isDeleting.value = true)}>{text.keys.remove}</ActButton>
      </div>
      {isRotating.value && (
        <RotateDialog item={item} onClose={() => (isRotating.value = false)}
          onMade={key => {
            isRotating.value = false;
            onChanged();
            onMade(key);
          }} />
      )}
      {isDeleting.value && (
        <TypedNameDialog title={text.keys.remove} what={text.keys.removeWhat(plain(item.name))}
          button={text.keys.remove} name={plain(item.name) === item.name ? item.name : item.id}
          curl={curlOf('DELETE', keyPath(item.id))} onClose={() => (isDeleting.value = false)}
          act={async () => {
            await deleteKey(item.id);
            onChanged();
            onClose();
          }} />
      )}
    </Drawer>
  );
}
