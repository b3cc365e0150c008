import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { keyPath, rotateKey } from '../../api/keys';
import { curlOf } from '../../api/curl';
import type { Key } from '../../api/types';
import { ActButton } from '../../components/ActButton';
import { Curl } from '../../components/Curl';
import { Dialog } from '../../components/Dialog';
import { ProblemNote } from '../../components/ProblemNote';
import { plain } from '../../format/text';
import { lack } from '../../state/me';
import { keysText } from './text';

const DAY = 86_400;
/** How long the old secret may work on, in seconds. */
const CHOICES = [DAY, 3600, 0] as const;

interface Props {
  item: Key;
  onClose: () => void;
  onMade: (key: Key) => void;
}

/** Asks before a key gets another secret, and how long the old one works beside it. */
export function RotateDialog({ item, onClose, onMade }: Props): JSX.Element {
  const keepOld = useSignal<number>(DAY);
  const isActing = useSignal(false);
  const error = useSignal<unknown>(null);
  const missing = lack(['keys']);

  async function rotate(): Promise<void> {
    if (missing !== null || isActing.value)
      return;
    isActing.value = true;
    error.value = null;
    try {
      onMade(await rotateKey(item.id, keepOld.value));
    } catch (failure) {
      error.value = failure;
      isActing.value = false;
    }
  }

  return (
    <Dialog title={keysText.rotate} onClose={onClose} onSubmit={() => void rotate()}
      foot={(
        <ActButton isSubmit kind="primary" lack={missing} disabled={isActing.value}>{keysText.rotate}</ActButton>
      )}>
      <p>{keysText.rotateWhat(plain(item.name))}</p>
      <fieldset class="fieldset">
        <legend>{keysText.old}</legend>
        {CHOICES.map(seconds => (
          <label key={seconds} class="choice">
            <input type="radio" name="old" checked={keepOld.value === seconds}
              onChange={() => (keepOld.value = seconds)} />
            {keysText.keepOld[seconds]}
          </label>
        ))}
      </fieldset>
      {error.value !== null && <ProblemNote error={error.value} />}
      <Curl line={curlOf('POST', `${keyPath(item.id)}/rotate`, JSON.stringify({ keepOldForSeconds: keepOld.value }))} />
    </Dialog>
  );
}
