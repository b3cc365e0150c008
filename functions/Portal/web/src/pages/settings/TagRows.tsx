import type { JSX } from 'preact';
import { sendText } from '../send/text';
import type { TagRow } from './fields';
import './settings.css';
import { settingsText } from './text';

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
      <legend>{settingsText.labels.tags}</legend>
      <span class="hint">{settingsText.hints.tags}</span>
      {rows.map((row, i) => (
        <div key={i} class="tag-row">
          <input class="input mono" aria-label={settingsText.tagKey(i + 1)} value={row.key} spellcheck={false}
            onInput={event => set(i, { key: event.currentTarget.value })} />
          <input class="input mono" aria-label={settingsText.tagValue(i + 1)} value={row.value} spellcheck={false}
            onInput={event => set(i, { value: event.currentTarget.value })} />
          <button type="button" class="button plain" aria-label={settingsText.removeTag(row.key)}
            onClick={() => onChange(rows.filter((_, at) => at !== i))}>
            {sendText.remove}
          </button>
        </div>
      ))}
      {wrong !== undefined && <span class="wrong" role="alert">{wrong}</span>}
      <div class="row">
        <button type="button" class="button" onClick={() => onChange([...rows, { key: '', value: '' }])}>
          {settingsText.addTag}
        </button>
      </div>
    </fieldset>
  );
}
