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
import { allowText } from './allow';
import { RotateDialog } from './RotateDialog';
import { keysText } from './text';

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
    <Drawer label={keysText.one} head={<h2 class="cut">{plain(item.name)}</h2>} onClose={onClose}>
      {item.id === me.value?.id && <p role="note">{keysText.self}</p>}
      <dl class="facts">
        <div><dt>{keysText.id}</dt><dd class="mono">{item.id}</dd></div>
        {item.allow.map((allow, i) => (
          <div key={i}><dt>{i === 0 ? keysText.allow : ''}</dt><dd>{allowText(allow)}</dd></div>
        ))}
        <div><dt>{keysText.made}</dt><dd><When time={item.createdAt} /> {keysText.by(item.createdBy)}</dd></div>
        <div><dt>{keysText.rotated}</dt><dd><When time={item.rotatedAt} /></dd></div>
        {item.previousSecretUntil !== undefined && (
          <div><dt>{keysText.oldUntil}</dt><dd><When time={item.previousSecretUntil} withAge={false} /></dd></div>
        )}
        <div>
          <dt>{keysText.ends}</dt>
          <dd>{item.expiresAt === undefined ? keysText.noEnd : <When time={item.expiresAt} withAge={false} />}</dd>
        </div>
      </dl>
      {error.value !== null && <ProblemNote error={error.value} />}
      <div class="row">
        <ActButton lack={missing} onClick={() => void act(() => enableKey(item.id, !item.enabled))}>
          {item.enabled ? keysText.switchOff : keysText.switchOn}
        </ActButton>
        <ActButton lack={missing} onClick={() => (isRotating.value = true)}>{keysText.rotate}</ActButton>
      </div>
      <Curl line={curlOf('PATCH', keyPath(item.id), JSON.stringify({ enabled: !item.enabled }))} />
      <div class="row">
        <ActButton kind="danger" lack={missing} onClick={() => (isDeleting.value = true)}>{keysText.remove}</ActButton>
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
        <TypedNameDialog title={keysText.remove} what={keysText.removeWhat(plain(item.name))}
          button={keysText.remove} name={plain(item.name) === item.name ? item.name : item.id}
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
