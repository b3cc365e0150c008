import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { plain } from '../format/text';
import { diffLines, withContext } from './diff';
import { editText } from './text';

const AROUND = 2;
const SIGNS = { same: ' ', old: '−', new: '+' } as const;

/** What an edit changes, line by line. */
export function Diff({ before, after }: { before: string; after: string }): JSX.Element {
  const lines = useMemo(() => withContext(diffLines(before, after), AROUND), [before, after]);
  return (
    <div>
      <h3>{editText.diff}</h3>
      <div class="diff" tabIndex={0} role="region" aria-label={editText.diff}>
        {lines.map((line, i) => line === null ? <div key={i} class="diff-gap">⋯</div> : (
          <div key={i} class={`diff-${line.kind}`}>
            <span aria-hidden="true">{SIGNS[line.kind]} </span>
            {line.kind !== 'same' && <span class="hidden-text">{editText.kinds[line.kind]}: </span>}
            {plain(line.text)}
          </div>
        ))}
      </div>
    </div>
  );
}
