import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { text } from '../text';
import { Curl } from './Curl';
import { Dialog } from './Dialog';
import { Field } from './Field';
import { ProblemNote } from './ProblemNote';

interface Props {
  title: string;
  /** What will happen, in a sentence. */
  what: string;
  button: string;
  /** To be typed before the button works. */
  name: string;
  curl: string;
  act: () => Promise<void>;
  onClose: () => void;
}

/** Asks before what cannot be taken back; the name has to be typed. */
export function TypedNameDialog({ title, what, button, name, curl, act, onClose }: Props): JSX.Element {
  const typed = useSignal('');
  const isActing = useSignal(false);
  const error = useSignal<unknown>(null);
  const isReady = typed.value === name && !isActing.value;

  async function submit(): Promise<void> {
    if (!isReady)
      return;
    isActing.value = true;
    error.value = null;
    try {
      await act();
    } catch (failure) {
      error.value = failure;
    } finally {
      isActing.value = false;
    }
  }

  return (
    <Dialog title={title} onClose={onClose} onSubmit={() => void submit()}
      foot={<button class="button danger" disabled={!isReady}>{button}</button>}>
      <p>{what}</p>
      <Field label={text.typed.label(name)} value={typed.value} onInput={value => (typed.value = value)} isMono
        autoFocus />
      {error.value !== null && <ProblemNote error={error.value} />}
      <Curl line={curl} />
    </Dialog>
  );
}
