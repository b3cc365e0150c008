import type { JSX } from 'preact';
import { useCallback } from 'preact/hooks';
import type { Signal } from '@preact/signals';
import { linesWith } from './find';
import { Lines } from './Lines';
import { useFind } from './useFind';

interface Props {
  label: string;
  lines: readonly string[];
  wanted: Signal<string>;
}

/** Lines that are shown as they are, with a field that finds a text in them. */
export function PlainLines({ label, lines, wanted }: Props): JSX.Element {
  const search = useCallback((pattern: RegExp) => linesWith(pattern, lines.length, i => lines[i]!), [lines]);
  const { isFound, at, bar } = useFind(wanted, search);
  return (
    <>
      {bar()}
      <Lines label={label} count={lines.length} gutter={i => i + 1} line={i => lines[i]} at={at}
        isFound={isFound} />
    </>
  );
}
