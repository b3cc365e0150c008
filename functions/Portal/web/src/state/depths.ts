import { computed, signal } from '@preact/signals';
import type { Queue } from '../api/types';

/** So many looks are kept: five minutes of them at most times. */
const KEPT = 60;

/** How many messages waited in each queue at each of the last looks. */
export const depths = signal<ReadonlyMap<string, readonly number[]>>(new Map());

/** The most that waited in any queue, so that all lines are drawn to one scale. */
export const mostDepth = computed(() => Math.max(1, ...[...depths.value.values()].map(values => Math.max(...values))));

export function noteDepths(queues: readonly Queue[]): void {
  depths.value = new Map(queues.map(({ name, stats }) => [
    name, [...depths.value.get(name) ?? [], stats.visible + stats.inFlight + stats.delayed].slice(-KEPT),
  ]));
}
