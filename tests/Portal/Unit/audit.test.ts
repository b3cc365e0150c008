import { expect, test } from 'vitest';
import { auditPath } from '#/api/audit';
import { filterOf, parseSince } from '#/pages/audit/filter';

const NOW = Date.parse('2026-11-30T14:00:00Z');

test('what the address says is asked of the service', () => {
  const query = new URLSearchParams('key=shop&queue=+&action=purge&since=24h&other=x');
  expect(filterOf(query, NOW)).toEqual({ key: 'shop', action: 'purge', from: '2026-11-29T14:00:00.000Z' });
  expect(filterOf(new URLSearchParams(), NOW)).toEqual({});
  expect(parseSince('since ever')).toBe('all');
});

test('a filter is part of the call, and a cursor follows it', () => {
  expect(auditPath({ key: 'a b&c' }, 'x=')).toBe('/v1/audit?key=a+b%26c&limit=100&cursor=x%3D');
});
