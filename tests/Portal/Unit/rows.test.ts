import { afterEach, expect, test, vi } from 'vitest';
import { PeekRows } from '#/rows/PeekRows';
import { SearchRows } from '#/rows/SearchRows';
import { depthsOf } from '#/state/depths';
import { between, noteTotals, rates } from '#/state/rates';
import type { Message, Queue } from '#/api/types';

/** A service with a queue of so many messages; their ids are their places. */
function serve(count: number, calls: string[] = []): void {
  const message = (i: number): Message => ({
    messageId: `${i}`, sequenceNumber: i, body: 'x', enqueuedAt: '2026-11-30T00:00:00Z', receiveCount: 0,
  });
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const url = new URL(path, 'http://host');
    const body = init.body === undefined
      ? null : (JSON.parse(init.body as string) as { cursor?: string; limit: number });
    const start = Number(url.searchParams.get('cursor') ?? body?.cursor ?? 0);
    const order = url.searchParams.get('order') ?? 'search';
    calls.push(`${order} ${start}`);
    const limit = Number(url.searchParams.get('limit') ?? body?.limit);
    // A search for nothing counts alone.
    const scanned = Math.min(limit === 0 ? 1000 : limit, count - start);
    const places = Array.from({ length: limit === 0 ? 0 : scanned }, (_, i) => start + i);
    const messages = places.map(i => message(order === 'newest' ? count - 1 - i : i));
    const cursor = start + scanned < count ? { cursor: `${start + scanned}` } : {};
    return new Response(JSON.stringify({ messages, scanned, matched: scanned, ...cursor }));
  });
}

async function until(isSo: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(isSo()).toBe(true));
}

afterEach(() => vi.unstubAllGlobals());

test('the last rows are as near as the first', async () => {
  const calls: string[] = [];
  serve(100_000, calls);
  const rows = new PeekRows('q', 'visible', () => 100_000);
  rows.reload();
  await until(() => rows.length.value === 100_000);
  rows.need(99_950, 100_000);
  await until(() => rows.at(99_999) !== undefined);
  expect(rows.at(0)?.messageId).toBe('0');
  expect(rows.at(99_999)?.messageId).toBe('99999');
  expect(rows.at(50_000)).toBeUndefined();
  rows.need(98_960, 99_010);
  await until(() => rows.at(98_960) !== undefined);
  expect(rows.at(98_960)?.messageId).toBe('98960');
  expect(calls).toEqual(['oldest 0', 'newest 0', 'newest 200']);
  expect(rows.loaded()).toHaveLength(1400);
});

test('a look at the counts takes away nothing that is being loaded', async () => {
  const calls: string[] = [];
  serve(5000, calls);
  let count = 4000;
  const rows = new PeekRows('q', 'visible', () => count);
  rows.reload();
  await until(() => rows.length.value === 4000);
  count = 5000;
  rows.need(3960, 4000);
  rows.refresh();
  await until(() => rows.at(3999) !== undefined);
  expect(rows.at(3999)?.messageId).toBe('4999');
  expect(calls).toEqual(['oldest 0', 'newest 0']);
});

test('a queue of one page has no gap, whatever its count was', async () => {
  serve(5);
  const rows = new PeekRows('q', 'visible', () => 9);
  rows.reload();
  await until(() => rows.length.value === 5);
  rows.need(0, 5);
  expect(rows.at(4)?.messageId).toBe('4');
});

test('by due time rows follow from the front alone', async () => {
  const calls: string[] = [];
  serve(1500, calls);
  const rows = new PeekRows('q', 'delayed', () => 1500);
  rows.reload();
  await until(() => rows.length.value === 200);
  rows.need(160, 200);
  await until(() => rows.length.value === 1200);
  rows.need(1160, 1200);
  await until(() => rows.length.value === 1500);
  expect(calls).toEqual(['due 0', 'due 200', 'due 1200']);
});

test('a failed page is told, and another try goes on', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  const rows = new PeekRows('q', 'visible', () => 5);
  rows.reload();
  await until(() => rows.error.value !== null);
  serve(5);
  rows.reload();
  await until(() => rows.length.value === 5);
  expect(rows.error.value).toBeNull();
});

test('a search loads enough, counts the rest, and loads more when what it has is in view', async () => {
  serve(2500);
  const rows = new SearchRows('q', 'all', { text: 'x' });
  rows.reload();
  await until(() => !rows.status.value.isRunning);
  const whole = { found: 2500, scanned: 2500, isRunning: false, isWhole: true };
  expect(rows.status.value).toEqual(whole);
  expect(rows.length.value).toBe(1000);
  rows.need(960, 1000);
  await until(() => rows.length.value === 2000 && !rows.status.value.isRunning);
  expect(rows.status.value).toEqual(whole);
  rows.reload();
  rows.stop();
  expect(rows.status.value.isRunning).toBe(false);
});

const queue = (sent: number, asOf: string): Queue => ({
  name: 'q', stats: {
    visible: 0, inFlight: 0, delayed: 0, oldestAgeSeconds: 0, bytes: 0, asOf,
    totals: { sent, received: 0, redelivered: 0, acked: 0, deadLettered: 0, expired: 0 },
  },
}) as unknown as Queue;

test('a rate is the difference of two looks, by the clock of the service', () => {
  noteTotals([queue(10, '2026-11-30T00:00:00Z')], 0);
  expect(rates.value.has('q')).toBe(false);
  noteTotals([queue(10, '2026-11-30T00:00:00Z')], 5000);
  expect(rates.value.has('q')).toBe(false);
  noteTotals([queue(60, '2026-11-30T00:00:10Z')], 10_000);
  expect(rates.value.get('q')).toEqual({ sent: 5, acked: 0 });
  noteTotals([], 15_000);
  expect(rates.value.size).toBe(0);
});

test('a queue that was made anew has no rate below zero', () =>
  expect(between({ at: 0, sent: 9, acked: 9 }, { at: 1000, sent: 1, acked: 0 })).toEqual({ sent: 0, acked: 0 }));

test('what waited is the sum of all states, and nothing where nothing is known', () =>
  expect(depthsOf({ visible: [1, null, 3], inFlight: [1, 2], delayed: [0, 0, 4] })).toEqual([2, 2, 7]));
