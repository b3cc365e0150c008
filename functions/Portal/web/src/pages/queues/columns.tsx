import type { JSX } from 'preact';
import type { Queue } from '../../api/types';
import { Count } from '../../components/Count';
import { Sparkline } from '../../components/Sparkline';
import { Link } from '../../components/Link';
import type { Column } from '../../components/Table';
import { perSecond } from '../../format/number';
import { duration } from '../../format/time';
import { deadOf } from '../../state/dead';
import { depths, mostDepth } from '../../state/depths';
import { depthOf, sourcesOf } from '../../state/live';
import { rates, type Rates } from '../../state/rates';
import { setQuery } from '../../state/place';
import { turnSort, writeSort, type Sort, type SortKey } from './sort';
import { queuesText } from './text';

export function queueColumns(sort: Sort): Column<Queue>[] {
  const sorting = (key: SortKey): Pick<Column<Queue>, 'onSort' | 'sorted'> => ({
    onSort: () => setQuery({ sort: writeSort(turnSort(sort, key)) }),
    sorted: sort.key !== key ? undefined : sort.isDescending ? 'descending' : 'ascending',
  });
  return [
    { id: 'name', head: queuesText.name, cell: name, ...sorting('name') },
    {
      id: 'visible', head: queuesText.visible, ...number,
      cell: queue => <Count value={queue.stats.visible} />, ...sorting('visible'),
    },
    {
      id: 'inFlight', head: queuesText.inFlight, ...number, isWide: true,
      cell: queue => <Count value={queue.stats.inFlight} class="state-inFlight" />, ...sorting('inFlight'),
    },
    {
      id: 'delayed', head: queuesText.delayed, ...number, isWide: true,
      cell: queue => <Count value={queue.stats.delayed} class="state-delayed" />, ...sorting('delayed'),
    },
    { id: 'dead', head: queuesText.dead, ...number, cell: dead, ...sorting('dead') },
    { id: 'line', head: queuesText.lately, width: '120px', isWide: true, cell: line },
    { id: 'in', head: queuesText.in, ...narrow, cell: queue => rate(queue, 'sent') },
    { id: 'out', head: queuesText.out, ...narrow, cell: queue => rate(queue, 'acked') },
    {
      id: 'oldest', head: queuesText.oldest, width: '112px', isNumber: true, isWide: true, ...sorting('oldest'),
      cell: queue => (depthOf(queue) === 0 ? <span class="muted">–</span> : duration(queue.stats.oldestAgeSeconds)),
    },
  ];
}

const narrow = { width: '72px', isNumber: true, isWide: true } as const;
const number = { width: '96px', isNumber: true } as const;

function line(queue: Queue): JSX.Element {
  const values = [...depths.value.get(queue.name) ?? [], depthOf(queue)];
  return <Sparkline values={values} most={Math.max(mostDepth.value, depthOf(queue))} title={queuesText.latelyTitle} />;
}

function rate(queue: Queue, what: keyof Rates): JSX.Element {
  const value = rates.value.get(queue.name)?.[what];
  if (value === undefined)
    return <span class="muted">–</span>;
  return value === 0 ? <span class="muted">0</span> : <>{perSecond(value)}</>;
}

function name(queue: Queue): JSX.Element {
  return (
    <span class="row nowrap queue-name">
      <span class="cut">{queue.name}</span>
      {sourcesOf.value.has(queue.name) && <span class="chip">{queuesText.isDeadLetterQueue}</span>}
    </span>
  );
}

/** Those that it collects itself, or those of the queue that is named for its own. */
function dead(queue: Queue): JSX.Element {
  const own = sourcesOf.value.has(queue.name) ? { queue: queue.name, count: depthOf(queue) } : deadOf(queue);
  if (own === null)
    return <span class="muted">–</span>;
  if (own.count === null || own.count === 0)
    return <Count value={0} />;
  const to = `/queues/${encodeURIComponent(own.queue)}/dead`;
  // Which of them came from here is not known without looking at each.
  return own.queue !== queue.name && sourcesOf.value.get(own.queue)!.length > 1
    ? <Link to={to} title={own.queue}>{queuesText.shared}</Link>
    : <Link to={to} title={own.queue}><Count value={own.count} class="state-dead" /></Link>;
}
