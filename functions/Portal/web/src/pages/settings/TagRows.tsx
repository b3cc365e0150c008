import type { JSX } from 'preact';
import { text } from '../../text';
import type { TagRow } from './fields';
import './settings.css';

interface Props {
  rows: readonly TagRow[];
  wrong: string | undefined;
  onChange: (rows: TagRow[]) => void;
}

/** Tags as rows of key and value. */
export function TagRows({ rows, wrong, onChange }: Props): JSX.Element {
  const set = (index: number, change: Partial<TagRow>): void =>
    onChange(rows.map((row, i) => (i === index ? { ...row, ...change } : row)));
  return (
    <fieldset class="fieldset">
      <legend>{text.settings.labels.tags}</legend>
      <span class="hint">{text.settings.hints.tags}</span>
      {rows.map((row, i) => (
        <div key={i} class="tag-row">
          <input class="input mono" aria-label={text.settings.tagKey(i + 1)} value={row.key} spellcheck={false}
            onInput={event => set(i, { key: event.currentTarget.value })} />
          <input class="input mono" aria-label={text.settings.tagValue(i + 1)} value={row.value} spellcheck={false}
            onInput={event => set(i, { value: event.currentTarget.value })} />
          <button type="button" class="button plain" aria-label={text.settings.removeTag(row.key)}
            onClick={() => onChange(rows.filter((_, at) => at !== i))}>
            {text.send.remove}
          </button>
        </div>
      ))}
      {wrong !== undefined && <span class="wrong" role="alert">{wrong}</span>}
      <div class="row">
        <button type="button" class="button" onClick={() => onChange([...rows, { key: '', value: '' }])}>
          {text.settings.addTag}
        </button>
      </div>
    </fieldset>
  );
}
