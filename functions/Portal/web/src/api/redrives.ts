import { call } from './client';
import type { Redrive, RedriveRequest } from './types';

export async function listRedrives(signal?: AbortSignal): Promise<Redrive[]> {
  const answer = await call<{ redrives: Redrive[] }>('GET', '/v1/redrives', signal === undefined ? {} : { signal });
  return answer.redrives;
}

export function redrivePath(queue: string): string {
  return `/v1/queues/${encodeURIComponent(queue)}/redrive`;
}

export async function startRedrive(queue: string, request: RedriveRequest): Promise<string> {
  const answer = await call<{ taskId: string }>('POST', redrivePath(queue), { body: request });
  return answer.taskId;
}

export function cancelRedrive(taskId: string): Promise<Redrive> {
  return call('DELETE', `/v1/redrives/${encodeURIComponent(taskId)}`);
}
