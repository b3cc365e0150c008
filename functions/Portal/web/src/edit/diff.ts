export type DiffKind = 'same' | 'old' | 'new';

export interface DiffLine {
  kind: DiffKind;
  text: string;
}

/** Beyond so many pairs of lines the middle is shown as replaced: to find the least change would take too long. */
const MOST_PAIRS = 4_000_000;

/** How one text becomes another, line by line. */
export function diffLines(before: string, after: string): DiffLine[] {
  const old = before.split('\n');
  const now = after.split('\n');
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start])
    start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end))
    end++;
  const middle = between(old.slice(start, old.length - end), now.slice(start, now.length - end));
  return [...mark('same', old.slice(0, start)), ...middle, ...mark('same', old.slice(old.length - end))];
}

/** Lines around changes, and a gap (null) for all the others. */
export function withContext(lines: readonly DiffLine[], around: number): (DiffLine | null)[] {
  const shown = lines.map((_, i) =>
    lines.slice(Math.max(0, i - around), i + around + 1).some(line => line.kind !== 'same'));
  return lines.flatMap((line, i) => shown[i] === true ? [line] : shown[i - 1] !== false || i === 0 ? [null] : []);
}

function mark(kind: DiffKind, lines: readonly string[]): DiffLine[] {
  return lines.map(text => ({ kind, text }));
}

/** By the longest sequence of lines that both have. */
function between(old: readonly string[], now: readonly string[]): DiffLine[] {
  if (old.length * now.length > MOST_PAIRS)
    return [...mark('old', old), ...mark('new', now)];
  const width = now.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i * width + j] = old[i] === now[j]
        ? common[(i + 1) * width + j + 1]! + 1
        : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }

  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ kind: 'same', text: old[i]! });
      i++;
      j++;
    } else if (j >= now.length || (i < old.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!))
      lines.push({ kind: 'old', text: old[i++]! });
    else
      lines.push({ kind: 'new', text: now[j++]! });
  }
  return lines;
}
