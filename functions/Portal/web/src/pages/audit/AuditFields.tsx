import type { JSX } from 'preact';
import { QueueNames } from '../../components/QueueNames';
import { place, setQuery } from '../../state/place';
import { ASKED, NAMES, parseSince, SINCES, type Since } from './filter';
import { keyNames } from './key-names';
import { text } from './text';
import './audit.css';

const ACTIONS = ['purge', 'redrive', 'keys', 'delete', 'PUT', 'PATCH', 'DELETE'];
const LABELS = { key: text.filterKey, queue: text.filterQueue, action: text.filterAction } as const;

const LISTS = { key: 'audit-keys', queue: 'queue-names', action: 'audit-actions' } as const;

/** Which calls are to be shown; the address says it, so that it can be passed on. */
export function AuditFields(): JSX.Element {
  const { query } = place.value;
  const isFiltered = ASKED.some(name => query.has(name));
  return (
    <div class="row audit-fields" role="search">
      {NAMES.map(name => (
        <input key={name} class="input" type="search" aria-label={LABELS[name]} placeholder={LABELS[name]}
          value={query.get(name) ?? ''} spellcheck={false} autocomplete="off"
          list={LISTS[name]}
          onInput={event => setQuery({ [name]: event.currentTarget.value })} />
      ))}
      <select class="input" aria-label={text.since} value={parseSince(query.get('since'))}
        onChange={event => setQuery({ since: event.currentTarget.value === 'all' ? null : event.currentTarget.value })}>
        {(Object.keys(SINCES) as Since[]).map(since => <option key={since} value={since}>{text.sinces[since]}</option>)}
      </select>
      {isFiltered && (
        <button type="button" class="button plain"
          onClick={() => setQuery({ key: null, queue: null, action: null, since: null })}>
          {text.clear}
        </button>
      )}
      <QueueNames />
      <datalist id="audit-keys">
        {[...keyNames.value].map(([id, name]) => <option key={id} value={id} label={name} />)}
      </datalist>
      <datalist id="audit-actions">{ACTIONS.map(action => <option key={action} value={action} />)}</datalist>
    </div>
  );
}
