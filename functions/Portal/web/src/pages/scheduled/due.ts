import { peek } from '../../api/messages';
import type { Message, Queue } from '../../api/types';

export interface Scheduled {
  queue: string;
  message: Message;
}

/** What one look shows: the soonest of each of the queues that have the most. */
export const MOST_QUEUES = 20;

/** The messages that wait for their time, over all queues, the soonest first. */
export async function scheduled(queues: readonly Queue[], signal: AbortSignal): Promise<Scheduled[]> {
  const pages = await Promise.all(queues.map(async ({ name }) => {
    const page = await peek(name, { state: 'delayed', order: 'due', cursor: undefined, from: undefined }, signal);
    return page.messages.map(message => ({ queue: name, message }));
  }));
  return pages.flat().sort((a, b) => dueAt(a.message) - dueAt(b.message));
}

/** In milliseconds. */
export function dueAt(message: Message): number {
  return Date.parse(message.visibleUntil ?? message.enqueuedAt);
}

/** How many come in each of the hours from now on; what is later is in none. */
export function perHour(messages: readonly Scheduled[], now: number, hours: number): number[] {
  const HOUR_MS = 3_600_000;
  const counts = Array.from({ length: hours }, () => 0);
  for (const { message } of messages) {
    const hour = Math.max(0, Math.floor((dueAt(message) - now) / HOUR_MS));
    if (hour < hours)
      counts[hour]!++;
  }
  return counts;
}
