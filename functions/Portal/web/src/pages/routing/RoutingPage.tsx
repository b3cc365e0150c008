import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { exchangePath, listExchanges, type Exchange } from '../../api/exchanges';
import { curlOf } from '../../api/curl';
import { ActButton } from '../../components/ActButton';
import { Count } from '../../components/Count';
import { CurlLine } from '../../components/Curl';
import { Empty } from '../../components/Empty';
import { Link } from '../../components/Link';
import { ListTable } from '../../components/ListTable';
import { ProblemNote } from '../../components/ProblemNote';
import { Skeleton } from '../../components/Skeleton';
import type { Column } from '../../components/Table';
import { isOfUseOnExchange, lookOnly } from '../../state/me';
import { go, place, setQuery } from '../../state/place';
import { poll } from '../../state/poll';
import { text } from '../../text';
import { CreateExchange } from './CreateExchange';
import { routingText } from './text';

const EVERY_MS = 5000;

const COLUMNS: Column<Exchange>[] = [
  { id: 'name', head: routingText.exchange, cell: ({ name }) => <Link to={pageOf(name)}>{name}</Link> },
  { id: 'type', head: routingText.type, width: '88px', cell: exchange => exchange.type },
  {
    id: 'alternate', head: routingText.alternate, width: '20%', isWide: true,
    cell: exchange => exchange.alternateExchange ?? <span class="muted">–</span>,
  },
  number('bindings', exchange => exchange.stats.bindings),
  number('published', exchange => exchange.stats.published, true),
  number('unroutable', exchange => exchange.stats.unroutable, true),
  number('held', exchange => exchange.stats.held ?? 0, true),
];

function number(id: 'bindings' | 'published' | 'unroutable' | 'held', of: (exchange: Exchange) => number,
  isWide = false): Column<Exchange> {
  return {
    id, head: routingText[id], width: '104px', isNumber: true, isWide, cell: exchange => <Count value={of(exchange)} />,
  };
}

function pageOf(exchange: string): string {
  return `/routing/${encodeURIComponent(exchange)}`;
}

/** All exchanges with their counts. */
export function RoutingPage(): JSX.Element {
  const exchanges = useSignal<Exchange[] | null>(null);
  const error = useSignal<unknown>(null);
  useEffect(() => poll(async signal => {
    try {
      exchanges.value = await listExchanges(signal);
      error.value = null;
    } catch (failure) {
      if (!signal.aborted)
        error.value = failure;
    }
  }, () => EVERY_MS), []);

  const find = place.value.query.get('find') ?? '';
  const shown = (exchanges.value ?? []).filter(({ name }) => name.toLowerCase().includes(find.toLowerCase()));
  const isMaking = place.value.query.has('make');
  const lack = lookOnly.value ? text.rights.lookOnly
    : isOfUseOnExchange(['manage']) ? null : text.rights.needs('manage');
  return (
    <div class="page">
      <div class="page-head">
        <h1>{routingText.title}</h1>
        <div class="page-actions">
          <ActButton kind="primary" lack={lack} onClick={() => setQuery({ make: 'exchange' })}>
            {routingText.create}
          </ActButton>
        </div>
      </div>
      <p class="muted">{routingText.what}</p>
      {error.value !== null && <ProblemNote error={error.value} />}
      {exchanges.value === null && error.value === null && <Skeleton />}
      {exchanges.value !== null && exchanges.value.length === 0 && (
        <Empty title={routingText.emptyTitle}>
          <p>{routingText.empty}</p>
          <CurlLine line={curlOf('PUT', exchangePath('orders'), '{"type": "topic"}')} />
        </Empty>
      )}
      {exchanges.value !== null && exchanges.value.length > 0 && (
        <>
          <div class="search">
            <input type="search" class="input" aria-label={routingText.find} placeholder={routingText.find} value={find}
              onInput={event => setQuery({ find: event.currentTarget.value })} />
          </div>
          {shown.length === 0 ? <p class="muted" role="status">{routingText.nothing}</p> : (
            <ListTable label={routingText.title} name="exchanges" columns={COLUMNS} rows={shown}
              keyOf={({ name }) => name} onOpen={({ name }) => go(pageOf(name))} />
          )}
        </>
      )}
      {isMaking && lack === null && (
        <CreateExchange onClose={() => setQuery({ make: null })} onMade={name => go(pageOf(name))} />
      )}
    </div>
  );
}
