import type { JSX } from 'preact';
import { Field } from '../../components/Field';
import { QueueNames } from '../../components/QueueNames';
import { text } from '../../text';
import { NUMBER_FIELDS, type Draft } from './fields';

interface Props {
  name: string;
  draft: Draft;
  wrongs: Record<string, string>;
  onChange: (draft: Draft) => void;
}

/** The fields of a queue's settings, each with its range. */
export function SettingsForm({ name, draft, wrongs, onChange }: Props): JSX.Element {
  const isFifo = name.endsWith('.fifo');
  return (
    <>
      <div class="fields">
        {NUMBER_FIELDS.map(field => (
          <Field key={field.name} label={text.settings.labels[field.name]} value={draft.numbers[field.name]} isNumber
            hint={text.settings.hints[field.name]} wrong={wrongs[field.name]}
            onInput={value => onChange({ ...draft, numbers: { ...draft.numbers, [field.name]: value.trim() } })} />
        ))}
        <Field label={text.settings.labels.deadQueue} value={draft.deadQueue} hint={text.settings.hints.deadQueue}
          wrong={wrongs['deadQueue']} list="queue-names"
          onInput={value => onChange({ ...draft, deadQueue: value.trim() })} />
        <Field label={text.settings.labels.maxReceiveCount} value={draft.maxReceiveCount} isNumber
          disabled={draft.deadQueue === ''} hint={text.settings.hints.maxReceiveCount}
          wrong={wrongs['maxReceiveCount']}
          onInput={value => onChange({ ...draft, maxReceiveCount: value.trim() })} />
        <QueueNames />
      </div>
      {isFifo && <FifoSettings draft={draft} onChange={onChange} />}
    </>
  );
}

function FifoSettings({ draft, onChange }: Pick<Props, 'draft' | 'onChange'>): JSX.Element {
  return (
    <div class="fields">
      <label class="choice">
        <input type="checkbox" checked={draft.contentBased}
          onChange={event => onChange({ ...draft, contentBased: event.currentTarget.checked })} />
        {text.settings.labels.contentBased}
      </label>
      <label class="field">
        <span class="label">{text.settings.labels.scope}</span>
        <select class="input" value={draft.scope}
          onChange={event => onChange({ ...draft, scope: event.currentTarget.value })}>
          <option value="queue">queue</option>
          <option value="messageGroup">messageGroup</option>
        </select>
      </label>
      <label class="field">
        <span class="label">{text.settings.labels.limit}</span>
        <select class="input" value={draft.limit}
          onChange={event => onChange({ ...draft, limit: event.currentTarget.value })}>
          <option value="perQueue">perQueue</option>
          <option value="perMessageGroupId">perMessageGroupId</option>
        </select>
      </label>
    </div>
  );
}
