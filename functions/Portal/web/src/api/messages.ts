import { call } from './client';
import type { MessagePage, MessageState } from './types';

const PAGE = 100;

/** A page of the messages in one state; a look that changes nothing. */
export function peek(
  queue: string, state: MessageState, cursor: string | undefined, signal: AbortSignal): Promise<MessagePage> {
  const query = new URLSearchParams({ state, limit: `${PAGE}` });
  if (cursor !== undefined)
    query.set('cursor', cursor);
  return call('GET', `/v1/queues/${encodeURIComponent(queue)}/messages?${query}`, { signal });
}
