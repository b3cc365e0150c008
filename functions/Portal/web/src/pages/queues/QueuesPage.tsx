import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { computed, useSignal } from '@preact/signals';
import type { Queue } from '../../api/types';
import { ActButton } from '../../components/ActButton';
import { Empty } from '../../components/Empty';
import { CurlLine } from '../../components/Curl';
import { ProblemNote } from '../../components/ProblemNote';
import { Skeleton } from '../../components/Skeleton';
import { ListTable } from '../../components/ListTable';
import { curlOf } from '../../api/curl';
import { loadDepths } from '../../state/depths';
import { look, queues, trouble } from '../../state/live';
import { lookOnly, me } from '../../state/me';
import { go, place, setQuery } from '../../state/place';
import { poll } from '../../state/poll';
import { text } from '../../text';
import { Attention } from './Attention';
import { queueColumns } from './columns';
import { CreateQueue } from './CreateQueue';
import { parseSort, sortQueues } from './sort';
import { queuesText } from './text';

/** As often as the service notes what queues hold. */
const MINUTE_MS = 60_000;

const shown = computed<Queue[]>(() => {
  const { query } = place.value;
  const wanted = (query.get('filter') ?? '').toLowerCase();
  const fitting = (queues.value ?? []).filter(queue => queue.name.toLowerCase().includes(wanted));
  return sortQueues(fitting, parseSort(query.get('sort')));
});

/** All queues with their counts. */
export function QueuesPage(): JSX.Element {
  useEffect(() => poll(loadDepths, () => MINUTE_MS), []);
  const isCreating = useSignal(false);
  const filter = place.value.query.get('filter') ?? '';
  return (
    <div class="page">
      <div class="page-head">
        <h1>{queuesText.title}</h1>
        <div class="page-actions">
          <input class="input" type="search" aria-label={queuesText.filter} placeholder={queuesText.filter}
            value={filter} onInput={event => setQuery({ filter: event.currentTarget.value })} />
          <ActButton kind="primary" lack={mayCreate() ? null : text.rights.needs('manage')}
            onClick={() => (isCreating.value = true)}>
            {queuesText.create}
          </ActButton>
        </div>
      </div>
      <Attention />
      <Content />
      {isCreating.value && <CreateQueue onClose={() => (isCreating.value = false)} />}
    </div>
  );
}

/** A pattern may let some names be made and others not; the service tells them apart. */
function mayCreate(): boolean {
  return !lookOnly.value && me.value !== null
    && (me.value.kind === 'open' || me.value.allow.some(allow => allow.actions?.includes('manage') === true));
}

function Content(): JSX.Element {
  if (queues.value === null)
    return trouble.value === null ? <Skeleton /> : <ProblemNote error={trouble.value} again={() => void look()} />;
  if (queues.value.length === 0) {
    return (
      <Empty title={queuesText.emptyTitle}>
        <p>{queuesText.empty}</p>
        <CurlLine line={curlOf('PUT', '/v1/queues/hello')} />
      </Empty>
    );
  }

  if (shown.value.length === 0)
    return <p class="muted" role="status">{queuesText.none}</p>;
  const sort = parseSort(place.value.query.get('sort'));
  return (
    <ListTable label={queuesText.title} name="queues" columns={queueColumns(sort)} rows={shown.value}
      keyOf={queue => queue.name} onOpen={queue => go(`/queues/${encodeURIComponent(queue.name)}`)} />
  );
}
