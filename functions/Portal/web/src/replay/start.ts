import { MAX_NAMED } from '../api/messages';
import { startRedrive } from '../api/redrives';
import type { NamedMessage, RedriveRequest } from '../api/types';
import { look } from '../state/live';

/** So many replays of a queue may run at once. */
export const MOST_AT_ONCE = 20;

/** How many calls replay so many messages that are named. */
export function callsFor(messages: number): number {
  return Math.ceil(messages / MAX_NAMED);
}

/** The calls that replay these messages, or all (null). They share among them what may be moved in a second. */
export function requests(messages: readonly NamedMessage[] | null, options: RedriveRequest): RedriveRequest[] {
  if (messages === null)
    return [options];
  const { maxPerSecond, ...others } = options;
  const count = callsFor(messages.length);
  return Array.from({ length: count }, (_, call) => ({
    ...others,
    ...(maxPerSecond === undefined ? {} : { maxPerSecond: share(maxPerSecond, call, count) }),
    messages: messages.slice(call * MAX_NAMED, (call + 1) * MAX_NAMED),
  }));
}

function share(whole: number, which: number, among: number): number {
  return Math.floor(whole / among) + (which < whole % among ? 1 : 0);
}

/** Starts them all; those that name their messages run beside each other. */
export async function startAll(queue: string, calls: readonly RedriveRequest[]): Promise<void> {
  for (const request of calls)
    await startRedrive(queue, request);
  await look();
}
