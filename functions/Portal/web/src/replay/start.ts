import { MAX_NAMED } from '../api/messages';
import { startRedrive } from '../api/redrives';
import type { NamedMessage, RedriveRequest } from '../api/types';
import { look } from '../state/live';

/** The calls that replay these messages, or all (null). */
export function requests(messages: readonly NamedMessage[] | null, options: RedriveRequest): RedriveRequest[] {
  if (messages === null)
    return [options];
  const calls: RedriveRequest[] = [];
  for (let from = 0; from < messages.length; from += MAX_NAMED)
    calls.push({ ...options, messages: messages.slice(from, from + MAX_NAMED) });
  return calls;
}

/** Starts them all; those that name their messages run beside each other. */
export async function startAll(queue: string, calls: readonly RedriveRequest[]): Promise<void> {
  for (const request of calls)
    await startRedrive(queue, request);
  await look();
}
