import type { Filter } from '../state/filter';
import { call } from './client';
import { messagesPath } from './send';
import type { Message, MessageState } from './types';

export type GroupBy = 'reason' | 'detail' | 'sourceQueue' | 'groupId';

export interface SearchRequest {
  filter?: Filter;
  state?: MessageState | 'all';
  order?: 'oldest' | 'newest';
  bodyBytes?: number;
  groupBy?: GroupBy;
  limit?: number;
  cursor?: string;
}

export interface Group {
  /** Absent for messages that have no such thing. */
  value?: string;
  count: number;
  oldestAt: string;
  newestAt: string;
}

export interface SearchPage {
  messages: Message[];
  cursor?: string;
  /** How many messages this call has looked at. */
  scanned: number;
  matched: number;
  groups?: Group[];
}

export function searchPath(queue: string): string {
  return `${messagesPath(queue)}/search`;
}

/** Looks at a part of a queue. */
export function search(queue: string, request: SearchRequest, signal: AbortSignal): Promise<SearchPage> {
  return call('POST', searchPath(queue), { body: request, signal });
}
