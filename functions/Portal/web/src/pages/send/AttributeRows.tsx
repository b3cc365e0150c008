import type { JSX } from 'preact';
import { ATTRIBUTE_TYPES, type AttributeRow, type AttributeType } from './draft';
import { sendText } from './text';

interface Props {
  rows: readonly AttributeRow[];
  wrongOf: (index: number) => string | undefined;
  onChange: (rows: AttributeRow[]) => void;
}

/** Attributes as rows of name, type and value. */
export function AttributeRows({ rows, wrongOf, onChange }: Props): JSX.Element {
  const set = (index: number, change: Partial<AttributeRow>): void =>
    onChange(rows.map((row, i) => (i === index ? { ...row, ...change } : row)));
  return (
    <fieldset class="fieldset">
      <legend>{sendText.attributes}</legend>
      {rows.map((row, i) => {
        const wrong = wrongOf(i);
        return (
          <div key={i} class="attribute-row">
            <input class="input mono" aria-label={sendText.nameOf(i + 1)} placeholder={sendText.name} value={row.name}
              aria-invalid={wrong !== undefined} onInput={event => set(i, { name: event.currentTarget.value })} />
            <select class="input" aria-label={sendText.typeOf(i + 1)} value={row.type}
              onChange={event => set(i, { type: event.currentTarget.value as AttributeType })}>
              {ATTRIBUTE_TYPES.map(type => <option key={type} value={type}>{sendText.types[type]}</option>)}
            </select>
            <input class="input mono" aria-label={sendText.valueOf(i + 1)} placeholder={sendText.value}
              value={row.value} onInput={event => set(i, { value: event.currentTarget.value })} />
            <button type="button" class="button plain" onClick={() => onChange(rows.filter((_, at) => at !== i))}>
              {sendText.remove}
            </button>
            {wrong !== undefined && <span class="wrong">{wrong}</span>}
          </div>
        );
      })}
      <div class="row">
        <button type="button" class="button" onClick={() => onChange([...rows, { name: '', type: 'text', value: '' }])}>
          {sendText.add}
        </button>
      </div>
    </fieldset>
  );
}
