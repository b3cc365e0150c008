import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { createQueue, queuePath } from '../../api/queue';
import { curlOf } from '../../api/curl';
import { Curl } from '../../components/Curl';
import { Dialog } from '../../components/Dialog';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/ProblemNote';
import { look } from '../../state/live';
import { go } from '../../state/place';
import { wrongName } from '../settings/fields';
import { queuesText } from './text';

/** Makes a queue by its name alone; everything else can be changed afterwards. */
export function CreateQueue({ onClose }: { onClose: () => void }): JSX.Element {
  const name = useSignal('');
  const isMaking = useSignal(false);
  const error = useSignal<unknown>(null);
  const wrong = name.value === '' ? null : wrongName(name.value);
  const isReady = name.value !== '' && wrong === null && !isMaking.value;

  async function make(): Promise<void> {
    if (!isReady)
      return;
    isMaking.value = true;
    error.value = null;
    try {
      await createQueue(name.value);
      await look();
      go(`/queues/${encodeURIComponent(name.value)}/settings`);
    } catch (failure) {
      error.value = failure;
    } finally {
      isMaking.value = false;
    }
  }

  return (
    <Dialog title={queuesText.create} onClose={onClose} onSubmit={() => void make()}
      foot={<button class="button primary" disabled={!isReady}>{queuesText.create}</button>}>
      <Field label={queuesText.newName} value={name.value} hint={queuesText.nameHint} wrong={wrong} isMono autoFocus
        onInput={value => (name.value = value.trim())} />
      {error.value !== null && <ProblemNote error={error.value} />}
      {isReady && <Curl line={curlOf('PUT', queuePath(name.value), '{}')} />}
    </Dialog>
  );
}
