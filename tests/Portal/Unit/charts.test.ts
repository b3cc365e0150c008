import { expect, test } from 'vitest';
import type { History } from '#/api/history';
import { chartsOf, fromOf, parseRange } from '#/pages/queue/charts/series';

test('a range begins at the beginning of a step', () => {
  const now = Date.parse('2026-11-30T14:03:22.500Z');
  expect(fromOf('15m', now)).toBe('2026-11-30T13:48:00.000Z');
  expect(fromOf('7d', now)).toBe('2026-11-23T14:00:00.000Z');
  expect(parseRange('7d')).toBe('7d');
  expect(parseRange('for ever')).toBe('6h');
});

test('what happened in a step is shown a second, and what is not known is a gap', () => {
  const history: History = {
    from: '2026-11-30T14:00:00Z', step: 60, visible: [5, null, 7], inFlight: [0, null, 1],
    sent: [120, null, 30], acked: [0, null],
  };
  const charts = chartsOf(history);
  expect(charts.map(chart => chart.id)).toEqual(['backlog', 'rate']);
  const [backlog, rates] = charts;
  expect(backlog!.times).toEqual([0, 60, 120].map(offset => Date.parse('2026-11-30T14:00:00Z') / 1000 + offset));
  expect(backlog!.series.map(series => series.values)).toEqual([[5, null, 7], [0, null, 1]]);
  expect(rates!.series.map(series => series.values)).toEqual([[2, null, 0.5], [0, null, null]]);
});

test('a history in which nothing is known has no charts', () => {
  expect(chartsOf({ from: '2026-11-30T14:00:00Z', step: 60, visible: [null, null], sent: [] })).toEqual([]);
});
