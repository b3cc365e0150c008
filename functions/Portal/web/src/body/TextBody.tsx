import type { JSX } from 'preact';
import { useCallback, useMemo } from 'preact/hooks';
import { useSignal, type Signal } from '@preact/signals';
import { plain } from '../format/text';
import { linesWith, placesIn } from './find';
import { Lines } from './Lines';
import { bodyText } from './text';
import { useFind } from './useFind';
import { WrappedText } from './WrappedText';

const WIDE = 200;

interface Props {
  source: string;
  label: string;
  wanted: Signal<string>;
}

/** A text as it came; lines are wrapped or numbered. */
export function TextBody({ source, label, wanted }: Props): JSX.Element {
  const shown = useMemo(() => plain(source), [source]);
  const lines = useMemo(() => shown.split('\n'), [shown]);
  const isWrapped = useSignal(lines.some(line => line.length > WIDE));
  const search = useCallback(
    (pattern: RegExp) => isWrapped.value
      ? placesIn(pattern, shown) : linesWith(pattern, lines.length, i => lines[i]!),
    [shown, lines, isWrapped.value]);
  const { isFound, at, bar } = useFind(wanted, search);
  return (
    <>
      {bar(
        <label class="choice">
          <input type="checkbox" checked={isWrapped.value} onChange={() => (isWrapped.value = !isWrapped.value)} />
          {bodyText.wrap}
        </label>,
      )}
      {isWrapped.value
        ? <WrappedText label={label} text={shown} at={at} length={wanted.value.length} />
        : <Lines label={label} count={lines.length} gutter={i => i + 1} line={i => lines[i]} at={at}
            isFound={isFound} />}
    </>
  );
}
