import { call } from './client';
import { queuePath } from './queue';
import type { NewMessage, SendResult } from './types';

export function messagesPath(queue: string): string {
  return `${queuePath(queue)}/messages`;
}

/** Sends up to 100 messages, all of them or none. */
export async function send(queue: string, messages: readonly NewMessage[]): Promise<SendResult[]> {
  const answer = await call<{ results: SendResult[] }>('POST', messagesPath(queue), { body: { messages } });
  return answer.results;
}
