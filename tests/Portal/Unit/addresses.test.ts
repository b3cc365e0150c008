import { expect, test } from 'vitest';
import { requests } from '#/replay/start';
import { parseSort, sortQueues, turnSort, writeSort } from '#/pages/queues/sort';
import { match } from '#/shell/match';
import type { Queue } from '#/api/types';

test('a pattern gives the parts of a path by name', () => {
  expect(match('/queues/:queue/dead', '/queues/a%20b.fifo/dead')).toEqual({ queue: 'a b.fifo' });
  expect(match('/queues/:queue/dead', '/queues/a')).toBeNull();
  expect(match('/', '/')).toEqual({});
  expect(match('/dead', '/dead/')).toEqual({});
  expect(match('/queues/:queue', '/queues/%zz')).toEqual({ queue: '%zz' });
});

test('an order survives the address', () => {
  for (const sort of ['visible', '-dead', 'name', '-name'])
    expect(writeSort(parseSort(sort)) ?? 'name').toBe(sort);
  expect(parseSort('-made-up')).toEqual({ key: 'name', isDescending: false });
  expect(turnSort(parseSort(null), 'visible')).toEqual({ key: 'visible', isDescending: true });
});

test('queues of equal counts are in order of their names', () => {
  const queue = (name: string, visible: number): Queue => ({
    name, stats: { visible, inFlight: 0, delayed: 0, oldestAgeSeconds: 0, bytes: 0 },
  }) as Queue;
  const sorted = sortQueues([queue('b', 1), queue('c', 2), queue('a', 1)], parseSort('-visible'));
  expect(sorted.map(each => each.name)).toEqual(['c', 'a', 'b']);
});

test('a replay of many names a hundred a call', () => {
  const names = Array.from({ length: 250 }, (_, i) => ({ messageId: `${i}`, sequenceNumber: i }));
  expect(requests(names, { maxPerSecond: 5 }).map(call => call.messages?.length)).toEqual([100, 100, 50]);
  expect(requests(null, {})).toEqual([{}]);
});

test('the calls of a replay share what may be moved in a second', () => {
  const names = Array.from({ length: 1950 }, (_, i) => ({ messageId: `${i}`, sequenceNumber: i }));
  const rates = requests(names, { maxPerSecond: 205 }).map(call => call.maxPerSecond ?? 0);
  expect(rates.length).toBe(20);
  expect(rates.reduce((sum, rate) => sum + rate)).toBe(205);
  expect(Math.min(...rates)).toBe(10);
  expect(requests(names.slice(0, 3), { maxPerSecond: 205 })[0]!.maxPerSecond).toBe(205);
  expect(requests(names, {}).every(call => call.maxPerSecond === undefined)).toBe(true);
});
