import type { JSX } from 'preact';
import { Field } from '../../components/Field';
import { QueueNames } from '../../components/QueueNames';
import { bytes } from '../../format/number';
import { duration } from '../../format/time';
import { NUMBER_FIELDS, type Draft, type NumberSetting } from './fields';
import { TagRows } from './TagRows';
import { settingsText } from './text';

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
          <Field key={field.name} label={settingsText.labels[field.name]} value={draft.numbers[field.name]} isNumber
            hint={<>{settingsText.hints[field.name]}{inWords(field.name, draft.numbers[field.name])}</>}
            wrong={wrongs[field.name]}
            onInput={value => onChange({ ...draft, numbers: { ...draft.numbers, [field.name]: value.trim() } })} />
        ))}
        <Field label={settingsText.labels.deadQueue} value={draft.deadQueue} hint={settingsText.hints.deadQueue}
          wrong={wrongs['deadQueue']} list="queue-names"
          onInput={value => onChange({ ...draft, deadQueue: value.trim() })} />
        <Field label={settingsText.labels.maxReceiveCount} value={draft.maxReceiveCount} isNumber
          disabled={draft.deadQueue === ''} hint={settingsText.hints.maxReceiveCount}
          wrong={wrongs['maxReceiveCount']}
          onInput={value => onChange({ ...draft, maxReceiveCount: value.trim() })} />
        <QueueNames />
      </div>
      {isFifo && <FifoSettings draft={draft} onChange={onChange} />}
      <TagRows rows={draft.tags} wrong={wrongs['tags']} onChange={tags => onChange({ ...draft, tags })} />
    </>
  );
}

const LEAST_IN_WORDS = 120;

/** Large seconds and bytes so that they can be taken in. */
function inWords(name: NumberSetting, value: string): JSX.Element | null {
  if (name === 'partitions' || !(+value > LEAST_IN_WORDS))
    return null;
  const words = name === 'maxMessageBytes' ? bytes(+value) : duration(+value);
  return <strong class="nowrap"> {settingsText.equals(words)}</strong>;
}

function FifoSettings({ draft, onChange }: Pick<Props, 'draft' | 'onChange'>): JSX.Element {
  return (
    <div class="fields">
      <label class="field">
        <span class="label">{settingsText.labels.scope}</span>
        <select class="input" value={draft.scope}
          onChange={event => onChange({ ...draft, scope: event.currentTarget.value })}>
          <option value="queue">queue</option>
          <option value="messageGroup">messageGroup</option>
        </select>
        <span class="hint">{settingsText.hints.scope}</span>
      </label>
      <label class="field">
        <span class="label">{settingsText.labels.limit}</span>
        <select class="input" value={draft.limit}
          onChange={event => onChange({ ...draft, limit: event.currentTarget.value })}>
          <option value="perQueue">perQueue</option>
          <option value="perMessageGroupId">perMessageGroupId</option>
        </select>
        <span class="hint">{settingsText.hints.limit}</span>
      </label>
      <label class="choice">
        <input type="checkbox" checked={draft.contentBased}
          onChange={event => onChange({ ...draft, contentBased: event.currentTarget.checked })} />
        {settingsText.labels.contentBased}
      </label>
    </div>
  );
}
