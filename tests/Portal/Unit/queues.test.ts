import { expect, test } from 'vitest';
import { parseSort, sortQueues } from '#/pages/queues/sort';
import { concerns } from '#/pages/queues/attention-list';
import { deadCount, deadOf } from '#/state/dead';
import { queues, redrives } from '#/state/live';
import type { Queue, Redrive } from '#/api/types';

const queue = (name: string, change: Partial<Queue> = {}, visible = 0, oldestAgeSeconds = 0): Queue => ({
  name, retentionSeconds: 1000, stats: { visible, inFlight: 0, delayed: 0, oldestAgeSeconds, bytes: 0 }, ...change,
}) as Queue;
const deadLetter = (name: string): Partial<Queue> => ({ deadLetter: { queue: name, maxReceiveCount: 3 } });

test('a thousand queues are sorted while nobody notices', () => {
  const many = Array.from({ length: 1000 }, (_, i) => queue(`q${(i * 7919) % 1000}`, {}, i % 13));
  const begin = performance.now();
  for (const sort of ['name', '-visible', '-dead', 'oldest'])
    sortQueues(many, parseSort(sort));
  expect((performance.now() - begin) / 4).toBeLessThan(50);
});

test('what needs attention is named, and nothing else', () => {
  queues.value = [
    queue('calm', {}, 5, 499), queue('orders', deadLetter('dead')), queue('dead', {}, 7),
    queue('mail', deadLetter('gone')),
    queue('old', {}, 1, 501), queue('broken', { damaged: true }),
  ];
  redrives.value = [
    { taskId: '2', queue: 'dead', state: 'failed', failure: 'no room' },
    { taskId: '1', queue: 'calm', state: 'completed' }, { taskId: '0', queue: 'calm', state: 'failed' },
  ] as Redrive[];
  const named = concerns.value.map(concern => concern.what);
  expect(named).toHaveLength(5);
  expect(named[0]).toBe('7 dead letters in dead');
  expect(named.join()).toContain('gone of mail is not there');
  expect(named.join()).toContain('The oldest message of old');
  expect(named.join()).toContain('broken');
  expect(named.join()).toContain('no room');
});

test('dead letters are counted once, however many queues share theirs', () => {
  queues.value = [queue('a', deadLetter('dead')), queue('b', deadLetter('dead')), queue('dead', {}, 9)];
  expect(deadCount.value).toBe(9);
  expect(deadOf(queues.value[0]!)).toEqual({ queue: 'dead', count: 9 });
  expect(deadOf(queue('c', deadLetter('gone')))).toEqual({ queue: 'gone', count: null });
  expect(deadOf(queue('d'))).toBeNull();
});
