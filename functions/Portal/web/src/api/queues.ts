import { call } from './client';
import type { Queue } from './types';

const PAGE = 1000;

/** All queues that may be seen, with their counts. */
export async function listQueues(signal?: AbortSignal): Promise<Queue[]> {
  const queues: Queue[] = [];
  let cursor: string | undefined;
  do {
    const more = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await call<{ queues: Queue[]; cursor?: string }>(
      'GET', `/v1/queues?limit=${PAGE}${more}`, signal === undefined ? {} : { signal });
    queues.push(...page.queues);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return queues;
}
