import type { History, Samples } from '../../../api/history';
import { count, perSecond } from '../../../format/number';
import { duration } from '../../../format/time';
import { text } from './text';

export type Range = '15m' | '6h' | '7d';

const MINUTE = 60;
const HOUR = 3600;

/** How far back each choice goes, and in which steps; in seconds. */
export const RANGES: Record<Range, { seconds: number; step: number }> = {
  '15m': { seconds: 15 * MINUTE, step: MINUTE },
  '6h': { seconds: 6 * HOUR, step: MINUTE },
  '7d': { seconds: 7 * 24 * HOUR, step: HOUR },
};

export function parseRange(value: string | null): Range {
  return value !== null && value in RANGES ? value as Range : '6h';
}

/** The beginning of the step in which a range begins, as the API writes it. */
export function fromOf(range: Range, now: number): string {
  const { seconds, step } = RANGES[range];
  return new Date(Math.floor((now / 1000 - seconds) / step) * step * 1000).toISOString();
}

export interface Series {
  label: string;
  /** The state whose colour and shape it has. */
  state: 'visible' | 'inFlight' | 'done';
  values: (number | null)[];
}

export interface ChartData {
  id: string;
  title: string;
  /** Seconds since 1970. */
  times: number[];
  series: Series[];
  /** A value for the eye. */
  format: (value: number) => string;
  /** By what the values of the axis may grow; whatever is round if absent. */
  increments?: number[];
}

/** Round for times: seconds, minutes, hours, days. */
const TIMES = [
  1, 5, 10, 30, MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR,
  48 * HOUR, 96 * HOUR,
];

/** What the charts show of a history: none of them if nothing is known at all. */
export function chartsOf(history: History): ChartData[] {
  const from = Date.parse(history.from) / 1000;
  const length = Math.max(0, ...Object.values(history).map(value => (Array.isArray(value) ? value.length : 0)));
  const times = Array.from({ length }, (_, i) => from + i * history.step);
  const fill = (samples: Samples | undefined): (number | null)[] => times.map((_, i) => valueOf(samples?.[i]));
  const rates = (samples: Samples | undefined): (number | null)[] => differences(fill(samples), history.step);
  const charts: ChartData[] = [
    {
      id: 'backlog', title: text.backlog, times, format: count,
      series: [
        { label: text.visible, state: 'visible', values: fill(history.visible) },
        { label: text.inFlight, state: 'inFlight', values: fill(history.inFlight) },
      ],
    },
    {
      id: 'rate', title: text.rate, times, format: perSecond,
      series: [
        { label: text.sent, state: 'visible', values: rates(history.sent) },
        { label: text.acked, state: 'done', values: rates(history.acked) },
      ],
    },
    {
      id: 'age', title: text.age, times, format: duration, increments: TIMES,
      series: [{ label: text.oldest, state: 'visible', values: fill(history.oldestAgeSeconds) }],
    },
  ];
  return charts.filter(chart => chart.series.some(series => series.values.some(value => value !== null)));
}

function valueOf(sample: Samples[number] | undefined): number | null {
  return sample === undefined ? null : Number(sample);
}

/** A second. Nothing is known of the first step, and of one in which a queue of the same name was made anew. */
function differences(totals: readonly (number | null)[], step: number): (number | null)[] {
  return totals.map((total, i) => {
    const before = totals[i - 1] ?? null;
    return total === null || before === null || total < before ? null : (total - before) / step;
  });
}
