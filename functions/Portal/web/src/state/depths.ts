import { computed, signal } from '@preact/signals';
import { getAllHistory, type History } from '../api/history';
import { Problem } from '../api/problem';

/** How many messages waited in each queue, minute by minute, in the last hour. */
export const depths = signal<ReadonlyMap<string, readonly number[]>>(new Map());

/** The most that waited in any queue, so that all lines are drawn to one scale. */
export const mostDepth = computed(() => Math.max(1, ...[...depths.value.values()].map(values => Math.max(...values))));

/** A list without these lines is as good: what fails here is not told. */
export async function loadDepths(stopped: AbortSignal): Promise<void> {
  try {
    const history = await getAllHistory(stopped);
    depths.value = new Map((history.queues ?? []).map(each => [each.queue, depthsOf(each)]));
  } catch (error) {
    if (!(error instanceof Problem) && !stopped.aborted)
      throw error;
  }
}

type Held = Pick<History, 'visible' | 'inFlight' | 'delayed'>;

/** All that waited, in whatever state; a step of which nothing is known had nothing. */
export function depthsOf({ visible = [], inFlight = [], delayed = [] }: Held): number[] {
  return visible.map((value, i) => Number(value ?? 0) + Number(inFlight[i] ?? 0) + Number(delayed[i] ?? 0));
}
