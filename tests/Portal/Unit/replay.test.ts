import { expect, test } from 'vitest';
import type { Redrive } from '#/api/types';
import { behindOf, leftOf, rateOf } from '#/replay/rate';
import { replayText } from '#/replay/text';

const START = Date.parse('2026-01-01T00:00:00Z');

const redrive = (of: Partial<Redrive>): Redrive => ({
  taskId: 'q.1', queue: 'q', state: 'running', moved: 100, total: 400, startedAt: '2026-01-01T00:00:00Z', ...of,
});

test('a replay of all is as far as what it has moved, and what has to stay', () => {
  const all = redrive({ stayed: 100 });
  expect(behindOf(all)).toBe(200);
  expect(rateOf(all, START + 10_000)).toBe(10);
  expect(leftOf(all, START + 10_000)).toBe(10);
  expect(replayText.moved(all)).toBe('100 of 400 moved');
});

test('a replay with a filter is as far as what it has looked at', () => {
  const some = redrive({ scanned: 300 });
  expect(behindOf(some)).toBe(300);
  expect(leftOf(some, START + 30_000)).toBe(10);
  expect(replayText.moved(some)).toBe('100 moved, 300 of 400 looked at');
});

test('nothing is promised before anything is known', () => {
  expect(leftOf(redrive({ moved: 0 }), START + 5_000)).toBeNull();
  expect(leftOf(redrive({}), START + 500)).toBeNull();
});
