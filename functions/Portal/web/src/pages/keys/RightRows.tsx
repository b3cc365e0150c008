import type { JSX } from 'preact';
import type { Role } from '../../api/types';
import { Field } from '../../components/Field';
import { matches } from '../../format/pattern';
import { queues } from '../../state/live';
import { MOST_RIGHTS, patternsOf, ROLES, wrongOf, type RightRow } from './rights';
import { keysText } from './text';
import './keys.css';

const SHOWN = 8;

interface Props {
  rows: readonly RightRow[];
  onChange: (rows: RightRow[]) => void;
}

/** What a key may do: roles, each on the queues of its own patterns. */
export function RightRows({ rows, onChange }: Props): JSX.Element {
  const set = (index: number, change: Partial<RightRow>): void =>
    onChange(rows.map((row, i) => (i === index ? { ...row, ...change } : row)));
  return (
    <fieldset class="fieldset">
      <legend>{keysText.allow}</legend>
      {rows.map((row, i) => (
        <div key={i} class="right-row">
          <label class="field">
            <span class="label">{keysText.roleOf(i + 1)}</span>
            <select class="input" value={row.role}
              onChange={event => set(i, { role: event.currentTarget.value as Role })}>
              {ROLES.map(each => <option key={each} value={each}>{keysText.roles[each]}</option>)}
            </select>
          </label>
          <Field label={keysText.queuesOf(i + 1)} value={row.queues} isMono wrong={wrongOf(row)}
            hint={<Matching patterns={patternsOf(row)} />} onInput={value => set(i, { queues: value })} />
          {rows.length > 1 && (
            <button type="button" class="button plain" onClick={() => onChange(rows.filter((_, at) => at !== i))}>
              {keysText.removeRight(i + 1)}
            </button>
          )}
        </div>
      ))}
      <div class="row">
        <button type="button" class="button" disabled={rows.length >= MOST_RIGHTS}
          onClick={() => onChange([...rows, { role: 'sender', queues: '' }])}>
          {keysText.addRight}
        </button>
      </div>
    </fieldset>
  );
}

/** The queues that the patterns mean now. */
function Matching({ patterns }: { patterns: readonly string[] }): JSX.Element {
  const names = (queues.value ?? []).map(queue => queue.name)
    .filter(name => patterns.some(pattern => matches(pattern, name)));
  return <>{keysText.matching(names.length, names.slice(0, SHOWN).join(', '), names.length > SHOWN)}</>;
}
