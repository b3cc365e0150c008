import { signal } from '@preact/signals';
import type { Queue } from '../api/types';

interface Sample {
  at: number;
  sent: number;
  acked: number;
}

export interface Rates {
  /** Messages a second. */
  sent: number;
  acked: number;
}

/** Rates are of the last half minute: steady enough to read, and soon enough to see. */
const WINDOW_MS = 30_000;
const SECOND = 1000;

const samples = new Map<string, Sample[]>();

/** How fast messages come and go, by queue; a queue without two looks is not there. */
export const rates = signal<ReadonlyMap<string, Rates>>(new Map());

/** Notes what was counted in all at a time. The differences of two looks are exact over instances and restarts. */
export function noteTotals(queues: readonly Queue[], now: number): void {
  const next = new Map<string, Rates>();
  const there = new Set(queues.map(queue => queue.name));
  for (const name of samples.keys()) {
    if (!there.has(name))
      samples.delete(name);
  }
  for (const { name, stats } of queues) {
    if (stats.totals === undefined)
      continue;
    const at = stats.asOf === undefined ? now : Date.parse(stats.asOf);
    const known = (samples.get(name) ?? []).filter(sample => sample.at >= at - WINDOW_MS);
    const last = known.at(-1);
    if (last === undefined || last.at < at)
      known.push({ at, sent: stats.totals.sent, acked: stats.totals.acked });
    samples.set(name, known);
    const rate = between(known[0]!, known.at(-1)!);
    if (rate !== null)
      next.set(name, rate);
  }
  rates.value = next;
}

/** Null for the same look. A queue that was deleted and made anew counts from zero. */
export function between(first: Sample, last: Sample): Rates | null {
  const seconds = (last.at - first.at) / SECOND;
  if (seconds <= 0)
    return null;
  return {
    sent: Math.max(0, last.sent - first.sent) / seconds, acked: Math.max(0, last.acked - first.acked) / seconds,
  };
}
