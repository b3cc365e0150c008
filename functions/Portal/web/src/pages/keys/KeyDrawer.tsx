import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { deleteKey, enableKey, keyPath, rotateKey } from '../../api/keys';
import { curlOf } from '../../api/curl';
import type { Key } from '../../api/types';
import { Curl } from '../../components/Curl';
import { Drawer } from '../../components/Drawer';
import { ProblemNote } from '../../components/ProblemNote';
import { TypedNameDialog } from '../../components/TypedNameDialog';
import { When } from '../../components/When';
import { text } from '../../text';
import { allowText } from './KeysPage';

const DAY = 86_400;

interface Props {
  item: Key;
  onClose: () => void;
  onChanged: () => void;
  onMade: (key: Key) => void;
}

/** One key: what it may do, and how to change or end it. */
export function KeyDrawer({ item, onClose, onChanged, onMade }: Props): JSX.Element {
  const error = useSignal<unknown>(null);
  const isDeleting = useSignal(false);

  async function act(work: () => Promise<unknown>): Promise<void> {
    error.value = null;
    try {
      await work();
      onChanged();
    } catch (failure) {
      error.value = failure;
    }
  }

  async function rotate(keepOldForSeconds: number): Promise<void> {
    await act(async () => onMade(await rotateKey(item.id, keepOldForSeconds)));
  }

  return (
    <Drawer label={text.keys.one} head={<h2>{item.name}</h2>} onClose={onClose}>
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
        <button type="button" class="button" onClick={() => void act(() => enableKey(item.id, !item.enabled))}>
          {item.enabled ? text.keys.switchOff : text.keys.switchOn}
        </button>
        <button type="button" class="button" onClick={() => void rotate(DAY)}>{text.keys.rotate}</button>
        <button type="button" class="button" onClick={() => void rotate(0)}>{text.keys.rotateNow}</button>
      </div>
      <Curl line={curlOf('POST', `${keyPath(item.id)}/rotate`, JSON.stringify({ keepOldForSeconds: DAY }))} />
      <div class="row">
        <button type="button" class="button danger" onClick={() => (isDeleting.value = true)}>
          {text.keys.remove}
        </button>
      </div>
      {isDeleting.value && (
        <TypedNameDialog title={text.keys.remove} what={text.keys.removeWhat(item.name)} button={text.keys.remove}
          name={item.name} curl={curlOf('DELETE', keyPath(item.id))} onClose={() => (isDeleting.value = false)}
          act={async () => {
            await deleteKey(item.id);
            onChanged();
            onClose();
          }} />
      )}
    </Drawer>
  );
}
