import { call } from './client';
import { queuePath } from './queue';

/** What a series holds for each step; null where nothing is known. */
export type Samples = readonly (number | null)[];

/** How a queue was, step by step. Counts of what happened are of the whole step. */
export interface History {
  /** The beginning of the first step. */
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
