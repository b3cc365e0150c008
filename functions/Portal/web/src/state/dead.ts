import { computed } from '@preact/signals';
import type { Queue } from '../api/types';
import { depthOf, queues, sourcesOf } from './live';

/** The queues that collect dead letters, those with the most first. */
export const deadQueues = computed<Queue[]>(() => (queues.value ?? [])
  .filter(queue => sourcesOf.value.has(queue.name))
  .sort((a, b) => depthOf(b) - depthOf(a) || a.name.localeCompare(b.name)));

/** How many dead letters there are in all. */
export const deadCount = computed(() => deadQueues.value.reduce((sum, queue) => sum + depthOf(queue), 0));

/** How many dead letters wait in the queue that is named for those of this one; null if none is. */
export function deadOf(queue: Queue): { queue: string; count: number | null } | null {
  const name = queue.deadLetter?.queue;
  if (name === undefined)
    return null;
  const target = deadQueues.value.find(each => each.name === name);
  return { queue: name, count: target === undefined ? null : depthOf(target) };
}
