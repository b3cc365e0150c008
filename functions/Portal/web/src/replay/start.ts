import { listRedrives, startRedrive } from '../api/redrives';
import type { RedriveRequest } from '../api/types';
import { isRunning, look } from '../state/live';

/** How many messages one call may name. */
export const MAX_NAMED = 100;

const PAUSE_MS = 250;

/** The calls that replay these messages, or all (null). */
export function requests(ids: readonly string[] | null, options: RedriveRequest): RedriveRequest[] {
  if (ids === null)
    return [options];
  const calls: RedriveRequest[] = [];
  for (let from = 0; from < ids.length; from += MAX_NAMED)
    calls.push({ ...options, messageIds: ids.slice(from, from + MAX_NAMED) });
  return calls;
}

/** Starts them one after the other, since a queue has one replay at a time. */
export async function startAll(queue: string, calls: readonly RedriveRequest[]): Promise<void> {
  for (const [i, request] of calls.entries()) {
    const taskId = await startRedrive(queue, request);
    await look();
    if (i < calls.length - 1)
      await ended(taskId);
  }
}

async function ended(taskId: string): Promise<void> {
  while ((await listRedrives()).some(redrive => redrive.taskId === taskId && isRunning(redrive)))
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
}
