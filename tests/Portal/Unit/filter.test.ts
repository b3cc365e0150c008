import { expect, test } from 'vitest';
import { filterOf, queryOf, splitPair, type Filter } from '#/state/filter';
import type { Group } from '#/api/search';
import { addUp } from '#/rows/groups';

const toQuery = (filter: Filter | null): URLSearchParams => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(queryOf(filter))) {
    for (const each of value === null ? [] : [value].flat())
      query.append(name, each);
  }
  return query;
};

test.each<Filter>([
  { text: 'a & b = "c"' },
  { sourceQueue: 'orders', reason: 'rejected', detail: 'no such customer', groupId: 'g', minReceiveCount: 0 },
  { attributes: { tenant: 'acme', path: 'a=b&c' }, after: '2026-11-30T00:00:00Z', before: '2026-12-01T00:00:00Z' },
])('a filter survives the address: %j', filter => expect(filterOf(toQuery(filter))).toEqual(filter));

test('no filter leaves nothing in the address', () => {
  expect(toQuery(null).toString()).toBe('');
  expect(filterOf(new URLSearchParams('text=&receives=many&attribute=nothing&state=visible'))).toBeNull();
});

test('a pair is split at its first equals sign', () => expect(splitPair('a=b=c')).toEqual(['a', 'b=c']));

test('groups of several pages are added up, the largest first', () => {
  const group = (value: string | undefined, count: number, at: string): Group =>
    ({ ...(value === undefined ? {} : { value }), count, oldestAt: at, newestAt: at });
  expect(addUp([group('a', 1, '2'), group(undefined, 2, '2')], [group('a', 4, '1'), group('b', 1, '3')])).toEqual([
    { value: 'a', count: 5, oldestAt: '1', newestAt: '2' },
    { count: 2, oldestAt: '2', newestAt: '2' },
    { value: 'b', count: 1, oldestAt: '3', newestAt: '3' },
  ]);
});
