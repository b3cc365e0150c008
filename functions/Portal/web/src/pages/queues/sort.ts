import type { Queue } from '../../api/types';
import { depthOf } from '../../state/live';
import { deadOf } from '../../state/dead';

export type SortKey = 'name' | 'visible' | 'inFlight' | 'delayed' | 'dead' | 'oldest';

export interface Sort {
  key: SortKey;
  isDescending: boolean;
}

const VALUES: Record<Exclude<SortKey, 'name'>, (queue: Queue) => number> = {
  visible: queue => queue.stats.visible,
  inFlight: queue => queue.stats.inFlight,
  delayed: queue => queue.stats.delayed,
  dead: queue => deadOf(queue)?.count ?? -1,
  oldest: queue => (depthOf(queue) === 0 ? -1 : queue.stats.oldestAgeSeconds),
};

/** Reads what the address says: a key, with a minus before it for the largest first. */
export function parseSort(text: string | null): Sort {
  const key = (text ?? 'name').replace(/^-/, '');
  return key === 'name' || key in VALUES
    ? { key: key as SortKey, isDescending: text?.startsWith('-') ?? false }
    : { key: 'name', isDescending: false };
}

export function writeSort(sort: Sort): string | null {
  return sort.key === 'name' && !sort.isDescending ? null : `${sort.isDescending ? '-' : ''}${sort.key}`;
}

/** The next order when the head of a column is clicked: numbers begin with the largest. */
export function turnSort(sort: Sort, key: SortKey): Sort {
  return sort.key === key ? { key, isDescending: !sort.isDescending } : { key, isDescending: key !== 'name' };
}

export function sortQueues(queues: readonly Queue[], { key, isDescending }: Sort): Queue[] {
  const factor = isDescending ? -1 : 1;
  const byName = (a: Queue, b: Queue): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  if (key === 'name')
    return [...queues].sort((a, b) => factor * byName(a, b));
  const value = VALUES[key];
  return [...queues].sort((a, b) => factor * (value(a) - value(b)) || byName(a, b));
}
