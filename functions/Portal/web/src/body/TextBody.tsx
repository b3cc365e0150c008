import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { bytes } from '../format/number';
import { plain } from '../format/text';
import { Lines } from './Lines';
import { bodyText } from './text';

/** A browser lays out so much wrapped text at once without a stall. */
const AT_FIRST = 256 * 1024;
const WIDE = 200;

/** A text as it came; lines are wrapped or numbered. */
export function TextBody({ source, label }: { source: string; label: string }): JSX.Element {
  const lines = useMemo(() => source.split('\n'), [source]);
  const isWrapped = useSignal(lines.some(line => line.length > WIDE));
  const isWhole = useSignal(source.length <= AT_FIRST);
  return (
    <>
      <label class="choice">
        <input type="checkbox" checked={isWrapped.value} onChange={() => (isWrapped.value = !isWrapped.value)} />
        {bodyText.wrap}
      </label>
      {isWrapped.value ? (
        <pre class="wrapped" tabIndex={0} role="region" aria-label={label}>
          {plain(isWhole.value ? source : source.slice(0, AT_FIRST))}
        </pre>
      ) : (
        <Lines label={label} count={lines.length} gutter={i => i + 1} line={i => plain(lines[i]!)} />
      )}
      {isWrapped.value && !isWhole.value && (
        <p class="row">
          {bodyText.cut(bytes(AT_FIRST), bytes(source.length))}
          <button type="button" class="button" onClick={() => (isWhole.value = true)}>{bodyText.showAll}</button>
        </p>
      )}
    </>
  );
}
