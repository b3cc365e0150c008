import type { Redrive } from '../api/types';
import { count } from '../format/number';

/** The texts of a replay that begins or runs. */
export const replayText = {
  button: 'Replay',
  all: (n: number): string => `Replay all ${count(n)}`,
  title: 'Replay dead letters',
  what: (n: number, queue: string): string =>
    n === 1 ? `1 message leaves ${queue}.` : `${count(n)} messages leave ${queue}.`,
  matching: (n: number | null, queue: string): string =>
    `All messages of ${queue} that match leave it${n === null ? '' : `, ${count(n)} as far as is known`}.`,
  matchingButton: (n: number | null): string =>
    n === null ? 'Replay all that match' : `Replay all ${count(n)} that match`,
  everything: (n: number, queue: string): string =>
    `Everything that is in ${queue} now leaves it, ${count(n)} messages as far as is known.`,
  where: 'Each goes back to the queue that it came from, with its id and content unchanged.',
  whereTo: (queue: string): string => `Each goes to ${queue}, with its id and content unchanged.`,
  destination: 'Where to',
  origin: 'The queue that each came from',
  other: 'Another queue',
  otherName: 'Name of the queue',
  rate: 'Messages per second',
  rateHint: 'From 1 to 500. Empty: as fast as they can be moved.',
  rateWrong: (least: number, most: number): string => `A whole number from ${least} to ${most}, or nothing.`,
  tooMany: (most: number): string =>
    `At most ${count(most)} messages can be named at once. Choose fewer, or replay all that match a filter.`,
  start: 'Replay',
  starting: 'Starting',
  progress: (queue: string): string => `Replay out of ${queue}`,
  moved: ({ moved, total, scanned }: Redrive): string => scanned === undefined
    ? `${count(moved)} of ${count(total)} moved`
    : `${count(moved)} moved, ${count(scanned)} of ${count(total)} looked at`,
  rateNow: (perSecond: string): string => `${perSecond}/s`,
  left: (time: string): string => `${time} left`,
  stop: 'Cancel replay',
  stopping: 'Cancelling',
  states: {
    running: 'running', completed: 'completed', cancelling: 'being cancelled', cancelled: 'cancelled',
    failed: 'failed',
  },
  batches: (n: number): string =>
    `Sent as ${count(n)} replays of at most 100 messages, which run side by side and share the rate.`,
};
