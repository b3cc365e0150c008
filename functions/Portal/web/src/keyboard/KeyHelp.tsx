import type { JSX } from 'preact';
import { Dialog } from '../components/Dialog';
import { text } from '../text';

/** The keys that the portal knows. */
export function KeyHelp({ onClose }: { onClose: () => void }): JSX.Element {
  return (
    <Dialog title={text.keyHelp.title} onClose={onClose} onSubmit={onClose} isAnswer
      foot={<button class="button">{text.close}</button>}>
      <dl class="facts">
        {text.keyHelp.keys.map(([key, what]) => (
          <div key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>
        ))}
      </dl>
    </Dialog>
  );
}
