import type { JSX } from 'preact';
import { useCallback, useLayoutEffect, useMemo } from 'preact/hooks';
import { useSignal, type Signal } from '@preact/signals';
import { plain } from '../format/text';
import { linesWith } from './find';
import { layOut, lineText, tokensOf, type JsonLayout, type JsonLine } from './json-lines';
import { Lines } from './Lines';
import { bodyText } from './text';
import { useFind } from './useFind';

const INDENT = '  ';
const LONGEST = 4000;

interface Props {
  source: string;
  label: string;
  wanted: Signal<string>;
}

/** JSON laid out, with what can be folded. */
export function JsonBody({ source, label, wanted }: Props): JSX.Element {
  const layout = useMemo(() => layOut(source), [source]);
  const { lines } = layout;
  const folded = useSignal<ReadonlySet<number>>(new Set());
  const shown = useMemo(() => unfolded(lines, folded.value), [lines, folded.value]);
  const search = useCallback(
    (pattern: RegExp) => linesWith(pattern, lines.length, i => lineText(layout, lines[i]!)), [layout, lines]);
  const { isFound, at, bar } = useFind(wanted, search);
  useLayoutEffect(() => {
    if (at !== undefined)
      folded.value = withoutFoldsOver(at, lines, folded.peek());
  }, [at, lines]);

  function toggle(at: number): void {
    const next = new Set(folded.value);
    if (!next.delete(at))
      next.add(at);
    folded.value = next;
  }

  return (
    <>
      {bar()}
      <Lines label={label} count={shown.length} gutter={i => fold(lines, shown[i]!, folded.value, toggle)}
        line={i => <Line layout={layout} line={lines[shown[i]!]!} isFolded={folded.value.has(shown[i]!)} />}
        at={at === undefined ? undefined : placeOf(at, shown)} isFound={i => isFound(shown[i]!)} />
    </>
  );
}

/** The folds that are left when a line has to be seen. */
export function withoutFoldsOver(
  at: number, lines: readonly JsonLine[], folded: ReadonlySet<number>): ReadonlySet<number> {
  const left = [...folded].filter(fold => fold >= at || lines[fold]!.closes! < at);
  return left.length === folded.size ? folded : new Set(left);
}

/** Which of the lines that are shown it is; undefined while a fold hides it. */
function placeOf(line: number, shown: readonly number[]): number | undefined {
  const place = shown.indexOf(line);
  return place < 0 ? undefined : place;
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
