import type { JSX } from 'preact';
import { text } from '../text';
import { CopyButton } from './CopyButton';

/** A call as a line for a shell, folded up unless it is all there is to say. */
export function Curl({ line, open = false }: { line: string; open?: boolean }): JSX.Element {
  return (
    <details open={open}>
      <summary>{text.asCurl}</summary>
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
