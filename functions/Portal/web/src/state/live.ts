import { computed, signal } from '@preact/signals';
import { getMe } from '../api/me';
import { Problem } from '../api/problem';
import { listQueues } from '../api/queues';
import { listRedrives } from '../api/redrives';
import type { Queue, Redrive } from '../api/types';
import { me } from './me';
import { noteTotals } from './rates';
import { signOut } from './session';

/** What the whole portal watches: the queues with their counts, and the redrives. */
export const queues = signal<Queue[] | null>(null);
export const redrives = signal<Redrive[] | null>(null);

/** When the counts were asked for, in milliseconds of this machine's clock. */
export const asOf = signal<number | null>(null);

/** Why the last look has failed; what was seen before stays. */
export const trouble = signal<Problem | null>(null);

/** The queues whose dead letters come to a queue, by its name. */
export const sourcesOf = computed(() => {
  const sources = new Map<string, string[]>();
  for (const queue of queues.value ?? []) {
    const dead = queue.deadLetter?.queue;
    if (dead !== undefined)
      sources.set(dead, [...(sources.get(dead) ?? []), queue.name]);
  }
  return sources;
});

export const running = computed(() => (redrives.value ?? []).filter(isRunning));

const ACTIVE_MS = 2000;
const CALM_MS = 5000;
/** How long what somebody may do is taken to be the same. */
const ME_MS = 60_000;

let meAt = 0;

export function isRunning(redrive: Redrive): boolean {
  return redrive.state === 'running' || redrive.state === 'cancelling';
}

export function liveEveryMs(): number {
  return running.value.length > 0 ? ACTIVE_MS : CALM_MS;
}

/** Signs out, and forgets what was seen. */
export function leave(): void {
  signOut(null);
  queues.value = redrives.value = asOf.value = trouble.value = null;
}

/** Looks once at everything. */
export async function look(stopped?: AbortSignal): Promise<void> {
  try {
    const at = Date.now();
    if (me.value === null || at - meAt > ME_MS) {
      me.value = await getMe(stopped);
      meAt = at;
    }

    const [seenQueues, seenRedrives] = await Promise.all([listQueues(stopped), listRedrives(stopped)]);
    queues.value = seenQueues;
    noteTotals(seenQueues, at);
    redrives.value = seenRedrives;
    asOf.value = at;
    trouble.value = null;
  } catch (error) {
    if (error instanceof Problem)
      trouble.value = error;
    else if (stopped?.aborted !== true)
      throw error;
  }
}

/** All messages that wait in a queue, in whatever state. */
export function depthOf(queue: Queue): number {
  return queue.stats.visible + queue.stats.inFlight + queue.stats.delayed;
}
