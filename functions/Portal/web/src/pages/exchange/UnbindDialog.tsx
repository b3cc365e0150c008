import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { bindingPath, removeBinding, type Binding } from '../../api/exchanges';
import { curlOf } from '../../api/curl';
import { Curl } from '../../components/Curl';
import { Dialog } from '../../components/Dialog';
import { ProblemNote } from '../../components/ProblemNote';
import { bindingText } from '../../format/binding';
import { plain } from '../../format/text';
import { exchangeText } from './text';

interface Props {
  binding: Binding;
  onClose: () => void;
  onGone: () => void;
}

/** Asks before a binding is taken away. */
export function UnbindDialog({ binding, onClose, onGone }: Props): JSX.Element {
  const isActing = useSignal(false);
  const error = useSignal<unknown>(null);

  async function act(): Promise<void> {
    isActing.value = true;
    error.value = null;
    try {
      await removeBinding(binding);
      onGone();
    } catch (failure) {
      error.value = failure;
      isActing.value = false;
    }
  }

  const to = binding.queue ?? binding.toExchange!;
  return (
    <Dialog title={exchangeText.unbindTitle} onClose={onClose} onSubmit={() => void act()}
      foot={<button class="button danger" disabled={isActing.value}>{exchangeText.unbind}</button>}>
      <p>{exchangeText.unbindWhat(binding.exchange, to, plain(bindingText(binding)))}</p>
      {error.value !== null && <ProblemNote error={error.value} />}
      <Curl line={curlOf('DELETE', bindingPath(binding))} />
    </Dialog>
  );
}
