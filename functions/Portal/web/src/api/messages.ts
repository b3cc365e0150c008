import { call, callTagged, type Tagged } from './client';
import { messagesPath } from './send';
import type { Message, MessageEdit, MessagePage, MessageState, NamedMessage } from './types';

/** What a row shows of a body; with no more of it a page has up to a thousand messages. */
const PREVIEW_BYTES = 256;
/** The first page is looked at again and again; those behind it are read once. */
export const FIRST_PAGE = 200;
const PAGE = 1000;

/** By place in the queue, or by the time at which messages can be received. */
export type PeekOrder = 'oldest' | 'newest' | 'due';

export interface PeekRequest {
  state: MessageState | 'all';
  order: PeekOrder;
  cursor: string | undefined;
  /** The time at which the first page begins. */
  from: string | undefined;
}

/** A page of messages with the beginnings of their bodies; a look that changes nothing. */
export function peek(queue: string, request: PeekRequest, signal: AbortSignal): Promise<MessagePage> {
  const query = new URLSearchParams({
    state: request.state, order: request.order, bodyBytes: `${PREVIEW_BYTES}`,
    limit: `${request.cursor === undefined ? FIRST_PAGE : PAGE}`,
  });
  if (request.cursor !== undefined)
    query.set('cursor', request.cursor);
  if (request.from !== undefined)
    query.set('from', request.from);
  return call('GET', `${messagesPath(queue)}?${query}`, { signal });
}

/** How many messages one call may name. */
export const MAX_NAMED = 100;

export function messagePath(queue: string, message: NamedMessage): string {
  return `${messagesPath(queue)}/${message.messageId}?sequenceNumber=${message.sequenceNumber}`;
}

/** A message whole, with the tag that a change of it needs. */
export function getMessage(queue: string, message: NamedMessage, signal?: AbortSignal): Promise<Tagged<Message>> {
  return callTagged('GET', messagePath(queue, message), signal === undefined ? {} : { signal });
}

/** A message by its id alone, wherever in the queue it is. */
export function findMessage(queue: string, id: string): Promise<Tagged<Message>> {
  return callTagged('GET', `${messagesPath(queue)}/${id}`);
}

/** Changes a message, sends it on its way, or both in one commit; only if it is still as the tag says. */
export function editMessage(
  queue: string, message: NamedMessage, edit: MessageEdit, tag: string): Promise<{ replayedTo?: string }> {
  return call('PATCH', messagePath(queue, message), { body: edit, tag });
}

export type DeleteStatus = 'deleted' | 'inFlight' | 'notFound';

export function deletePath(queue: string): string {
  return `${messagesPath(queue)}/delete`;
}

/** Deletes up to 100 messages; those that somebody holds stay. */
export async function deleteMessages(queue: string, messages: readonly NamedMessage[]): Promise<DeleteStatus[]> {
  const answer = await call<{ results: { status: DeleteStatus }[] }>(
    'POST', deletePath(queue), { body: { messages } });
  return answer.results.map(result => result.status);
}

/** The names of messages, without all that else is known of them. */
export function namesOf(messages: readonly Message[]): NamedMessage[] {
  return messages.map(({ messageId, sequenceNumber }) => ({ messageId, sequenceNumber }));
}
