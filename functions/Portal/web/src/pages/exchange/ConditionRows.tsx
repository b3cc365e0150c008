import type { JSX } from 'preact';
import { sendText } from '../send/text';
import { CONDITION_KINDS, hasValue, wrongCondition, type ConditionKind, type ConditionRow } from './conditions';
import { exchangeText } from './text';

interface Props {
  rows: readonly ConditionRow[];
  onChange: (rows: ConditionRow[]) => void;
}

/** Conditions on attributes as rows of name, kind and value. */
export function ConditionRows({ rows, onChange }: Props): JSX.Element {
  const set = (index: number, change: Partial<ConditionRow>): void =>
    onChange(rows.map((row, i) => (i === index ? { ...row, ...change } : row)));
  return (
    <fieldset class="fieldset">
      <legend>{exchangeText.conditions}</legend>
      {rows.map((row, i) => {
        const wrong = wrongCondition(row, rows);
        return (
          <div key={i} class="attribute-row">
            <input class="input mono" aria-label={exchangeText.conditionName(i + 1)} placeholder={sendText.name}
              value={row.name} aria-invalid={wrong !== null}
              onInput={event => set(i, { name: event.currentTarget.value })} />
            <select class="input" aria-label={exchangeText.conditionKind(i + 1)} value={row.kind}
              onChange={event => set(i, { kind: event.currentTarget.value as ConditionKind })}>
              {CONDITION_KINDS.map(kind => (
                <option key={kind} value={kind}>{exchangeText.conditionKinds[kind]}</option>
              ))}
            </select>
            <input class="input mono" aria-label={exchangeText.conditionValue(i + 1)} placeholder={sendText.value}
              value={hasValue(row.kind) ? row.value : ''} disabled={!hasValue(row.kind)}
              onInput={event => set(i, { value: event.currentTarget.value })} />
            <button type="button" class="button plain" aria-label={exchangeText.removeCondition(i + 1)}
              onClick={() => onChange(rows.filter((_, at) => at !== i))}>
              {sendText.remove}
            </button>
            {wrong !== null && <span class="wrong">{wrong}</span>}
          </div>
        );
      })}
      <div class="row">
        <button type="button" class="button" onClick={() => onChange([...rows, { name: '', kind: 'text', value: '' }])}>
          {exchangeText.addCondition}
        </button>
      </div>
    </fieldset>
  );
}
