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

test('counts that only grow are shown as rates, and what is not known is a gap', () => {
  const history: History = {
    from: '2026-11-30T14:00:00Z', step: 60, visible: [5, 6, 7, 0], inFlight: [0, 1, 1, 0],
    sent: [100, 220, 250, 10], acked: [0, 0, 90],
  };
  const charts = chartsOf(history);
  expect(charts.map(chart => chart.id)).toEqual(['backlog', 'rate']);
  const [backlog, rates] = charts;
  expect(backlog!.times).toEqual([0, 60, 120, 180].map(offset => Date.parse('2026-11-30T14:00:00Z') / 1000 + offset));
  expect(backlog!.series.map(series => series.values)).toEqual([[5, 6, 7, 0], [0, 1, 1, 0]]);
  // In the last step the queue was made anew and counts from zero.
  expect(rates!.series.map(series => series.values)).toEqual([[null, 2, 0.5, null], [null, 0, 1.5, null]]);
});

test('a history of which nothing is kept has no charts', () => {
  expect(chartsOf({ from: '2026-11-30T14:00:00Z', step: 60, visible: [], sent: [] })).toEqual([]);
  expect(chartsOf({ from: '2026-11-30T14:00:00Z', step: 60, sent: [7] })).toEqual([]);
});
