import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { plain } from '../format/text';
import { layOut, tokensOf, type JsonLayout, type JsonLine } from './json-lines';
import { Lines } from './Lines';
import { bodyText } from './text';

const INDENT = '  ';
const LONGEST = 4000;

/** JSON laid out, with what can be folded. */
export function JsonBody({ source, label }: { source: string; label: string }): JSX.Element {
  const layout = useMemo(() => layOut(source), [source]);
  const { lines } = layout;
  const folded = useSignal<ReadonlySet<number>>(new Set());
  const shown = useMemo(() => unfolded(lines, folded.value), [lines, folded.value]);

  function toggle(at: number): void {
    const next = new Set(folded.value);
    if (!next.delete(at))
      next.add(at);
    folded.value = next;
  }

  return (
    <Lines label={label} count={shown.length} gutter={i => fold(lines, shown[i]!, folded.value, toggle)}
      line={i => <Line layout={layout} line={lines[shown[i]!]!} isFolded={folded.value.has(shown[i]!)} />} />
  );
}

/** The numbers of the lines that no fold hides. */
export function unfolded(lines: readonly JsonLine[], folded: ReadonlySet<number>): number[] {
  const shown: number[] = [];
  for (let i = 0; i < lines.length; i++) {
    shown.push(i);
    if (folded.has(i))
      i = lines[i]!.closes!;
  }
  return shown;
}

function fold(
  lines: JsonLine[], at: number, folded: ReadonlySet<number>, toggle: (at: number) => void): JSX.Element {
  if (lines[at]!.closes === undefined)
    return <>{at + 1}</>;
  const isFolded = folded.has(at);
  return (
    <button type="button" class="fold" aria-expanded={!isFolded} aria-label={bodyText.fold(at + 1)}
      onClick={() => toggle(at)}>
      {isFolded ? '▸' : '▾'} {at + 1}
    </button>
  );
}

interface LineProps {
  layout: JsonLayout;
  line: JsonLine;
  isFolded: boolean;
}

function Line({ layout, line, isFolded }: LineProps): JSX.Element {
  return (
    <>
      {INDENT.repeat(line.depth)}
      {tokensOf(layout, line).map((token, i) => <span key={i} class={`token-${token.kind}`}>{cut(token.text)}</span>)}
      {isFolded && <span class="muted">{bodyText.folded}</span>}
    </>
  );
}

/** One value can be as long as a message may be; the text view has it whole. */
function cut(value: string): string {
  return value.length > LONGEST
    ? `${plain(value.slice(0, LONGEST))}${bodyText.cutValue(value.length - LONGEST)}`
    : plain(value);
}
