import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { auditPath, type AuditEntry } from '../../api/audit';
import { curlOf } from '../../api/curl';
import { Curl } from '../../components/Curl';
import { Empty } from '../../components/Empty';
import { ListTable } from '../../components/ListTable';
import { ProblemNote } from '../../components/ProblemNote';
import { Skeleton } from '../../components/Skeleton';
import { may, me } from '../../state/me';
import { place, setQuery } from '../../state/place';
import { poll } from '../../state/poll';
import { AuditDrawer } from './AuditDrawer';
import { AuditFields } from './AuditFields';
import { AuditList } from './AuditList';
import { AUDIT_COLUMNS } from './columns';
import { ASKED, filterOf } from './filter';
import { loadKeyNames } from './key-names';
import { text } from './text';

const EVERY_MS = 5000;
const PAUSE_MS = 250;

/** Who has changed what, and who was refused. */
export function AuditPage(): JSX.Element {
  const { query } = place.value;
  const asked = ASKED.map(name => query.get(name) ?? '').join('\n');
  const list = useMemo(() => new AuditList(() => filterOf(query, Date.now())), [asked]);
  const stopping = useMemo(() => new AbortController(), [list]);
  useEffect(() => {
    let stop = (): void => {};
    // Whoever is still typing is not asked for at each letter.
    const timer = setTimeout(() => (stop = poll(signal => list.refresh(signal), () => EVERY_MS)), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop();
      stopping.abort();
    };
  }, [list, stopping]);

  const seesKeys = me.value?.kind !== 'open' && may('keys');
  useEffect(() => {
    if (seesKeys)
      void loadKeyNames();
  }, [seesKeys]);

  const open = list.entries.value?.find(entry => keyOf(entry) === query.get('call'));
  return (
    <div class="split">
      <div class="page">
        <div class="page-head">
          <h1>{text.title}</h1>
        </div>
        <p class="muted">{text.what}</p>
        <AuditFields />
        <Content list={list} more={() => void list.more(stopping.signal)} />
        <Curl line={curlOf('GET', auditPath(filterOf(query, Date.now())))} />
      </div>
      {open !== undefined && <AuditDrawer entry={open} onClose={() => setQuery({ call: null })} />}
    </div>
  );
}

function Content({ list, more }: { list: AuditList; more: () => void }): JSX.Element {
  const entries = list.entries.value;
  const error = list.error.value;
  if (entries === null)
    return error === null ? <Skeleton /> : <ProblemNote error={error} />;
  const isFiltered = ASKED.some(name => place.value.query.has(name));
  if (entries.length === 0) {
    return isFiltered
      ? <p class="muted" role="status">{text.none}</p> : <Empty title={text.emptyTitle}><p>{text.empty}</p></Empty>;
  }

  return (
    <>
      {error !== null && <ProblemNote error={error} />}
      <ListTable label={text.title} name="audit" columns={AUDIT_COLUMNS} rows={entries}
        keyOf={keyOf} onOpen={entry => setQuery({ call: keyOf(entry) })}
        openKey={place.value.query.get('call') ?? undefined} />
      <div class="row">
        <span class="muted">{text.shown(entries.length)}</span>
        {list.hasMore.value && <button type="button" class="button" onClick={more}>{text.more}</button>}
      </div>
    </>
  );
}

/** No two calls of a key come at the same moment to the same queue. */
function keyOf(entry: AuditEntry): string {
  return `${entry.at} ${entry.key} ${entry.action} ${entry.queue ?? ''}`;
}
