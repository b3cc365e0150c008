import type { JSX } from 'preact';
import { text } from '../text';
import { CopyButton } from './CopyButton';

/** A call as a line for a shell, folded up. */
export function Curl({ line, label = text.asCurl }: { line: string; label?: string }): JSX.Element {
  return (
    <details>
      <summary>{label}</summary>
      <CurlLine line={line} />
    </details>
  );
}

export function CurlLine({ line }: { line: string }): JSX.Element {
  return (
    <div class="curl-line">
      <pre class="curl">{line}</pre>
      <CopyButton value={line} />
    </div>
  );
}
