import { allPages } from './pages';
import type { Queue } from './types';

/** All queues that may be seen, with their counts. */
export function listQueues(signal?: AbortSignal): Promise<Queue[]> {
  return allPages('/v1/queues', 'queues', signal);
}
