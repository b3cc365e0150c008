import { call } from './client';
import type { ExactNumber } from './json';
import { queuePath } from './queue';

/** A value for each step. */
export type Samples = readonly (number | ExactNumber)[];

/** How a queue was at the end of each step. Counts of what happened only grow: rates are their differences. */
export interface History {
  /** Of the first value: later than asked for if nothing so old is kept. */
  from: string;
  /** Seconds. */
  step: number;
  visible?: Samples;
  inFlight?: Samples;
  delayed?: Samples;
  oldestAgeSeconds?: Samples;
  sent?: Samples;
  received?: Samples;
  acked?: Samples;
  deadLettered?: Samples;
}

export function historyPath(queue: string, from: string, step: number): string {
  return `${queuePath(queue)}/history?from=${encodeURIComponent(from)}&step=${step}`;
}

export function getHistory(queue: string, from: string, step: number, signal: AbortSignal): Promise<History> {
  return call('GET', historyPath(queue, from, step), { signal });
}

export interface AllHistory {
  queues?: readonly (History & { queue: string })[];
}

/** The last hour of each queue, minute by minute. */
export function getAllHistory(signal: AbortSignal): Promise<AllHistory> {
  return call('GET', '/v1/history?by=queue', { signal });
}
