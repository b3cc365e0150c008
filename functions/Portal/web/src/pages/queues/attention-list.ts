import { computed } from '@preact/signals';
import type { Queue } from '../../api/types';
import { duration } from '../../format/time';
import { deadQueues } from '../../state/dead';
import { depthOf, queues, redrives } from '../../state/live';
import { attentionText } from './text';

export interface Concern {
  key: string;
  what: string;
  to: string;
  isDead: boolean;
}

/** More in flight than this, and a queue will soon take no more receives. */
const MANY_IN_FLIGHT = 100_000;
const HALF = 0.5;

/** What somebody should look at, the worst first. */
export const concerns = computed<Concern[]>(() => {
  const all = queues.value ?? [];
  const names = new Set(all.map(queue => queue.name));
  return [
    ...deadQueues.value.filter(queue => depthOf(queue) > 0).map(queue => concern(
      queue, '/dead', attentionText.dead(depthOf(queue), queue.name), true)),
    ...all.filter(queue => queue.deadLetter?.queue !== undefined && !names.has(queue.deadLetter.queue)).map(
      queue => concern(queue, '/settings', attentionText.noDeadQueue(queue.name, queue.deadLetter!.queue!))),
    ...all.filter(queue => depthOf(queue) > 0 && queue.stats.oldestAgeSeconds > HALF * queue.retentionSeconds).map(
      queue => concern(queue, '/messages', attentionText.old(
        queue.name, duration(queue.stats.oldestAgeSeconds), duration(queue.retentionSeconds)))),
    ...all.filter(queue => queue.stats.inFlight > MANY_IN_FLIGHT).map(queue => concern(
      queue, '/messages?state=inFlight', attentionText.inFlight(queue.name, queue.stats.inFlight))),
    ...all.filter(queue => queue.damaged === true).map(queue => concern(queue, '', attentionText.damaged(queue.name))),
    ...lastFailed().map(({ queue, failure }) => ({
      key: `redrive ${queue}`, what: attentionText.redrive(queue, failure), to: '/redrives', isDead: false,
    })),
  ];
});

function concern(queue: Queue, page: string, what: string, isDead = false): Concern {
  return { key: what, what, to: `/queues/${encodeURIComponent(queue.name)}${page}`, isDead };
}

/** The queues whose last replay has failed. The list has the newest first. */
function lastFailed(): { queue: string; failure: string }[] {
  const seen = new Set<string>();
  const failed: { queue: string; failure: string }[] = [];
  for (const redrive of redrives.value ?? []) {
    if (!seen.has(redrive.queue) && redrive.state === 'failed')
      failed.push({ queue: redrive.queue, failure: redrive.failure ?? '' });
    seen.add(redrive.queue);
  }
  return failed;
}
