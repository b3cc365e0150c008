import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { getHistory } from '../../../api/history';
import { Problem } from '../../../api/problem';
import { ProblemNote } from '../../../components/ProblemNote';
import { Segments } from '../../../components/Segments';
import { place, setQuery } from '../../../state/place';
import { poll } from '../../../state/poll';
import { Chart, loadPlot } from './Chart';
import { chartsOf, fromOf, parseRange, RANGES, type ChartData, type Range } from './series';
import { text } from './text';
import './charts.css';

const EVERY_MS = 30_000;
const STATUS_NOT_FOUND = 404;

/** How a queue was in the last minutes, hours or days. */
export function Charts({ queue }: { queue: string }): JSX.Element | null {
  const range = parseRange(place.value.query.get('range'));
  const charts = useSignal<ChartData[] | null>(null);
  const error = useSignal<Problem | null>(null);

  async function load(signal: AbortSignal): Promise<void> {
    try {
      const [history] = await Promise.all([
        getHistory(queue, fromOf(range, Date.now()), RANGES[range].step, signal), loadPlot(),
      ]);
      charts.value = chartsOf(history);
      error.value = null;
    } catch (failure) {
      if (failure instanceof Problem)
        error.value = failure;
      else if (!signal.aborted)
        throw failure;
    }
  }
  useEffect(() => poll(load, () => EVERY_MS), [queue, range]);

  // The page around says if there is no such queue.
  if (error.value?.status === STATUS_NOT_FOUND || (charts.value === null && error.value === null))
    return null;
  return (
    <section class="stack" aria-label={text.title}>
      <div class="row">
        <h2>{text.title}</h2>
        <Segments label={text.range} value={range} options={OPTIONS}
          onChange={value => setQuery({ range: value === '6h' ? null : value })} />
      </div>
      {error.value !== null && <ProblemNote error={error.value} />}
      {charts.value?.length === 0 && <p class="muted">{text.nothing}</p>}
      <div class="charts">
        {charts.value?.map(chart => <Chart key={`${chart.id} ${range}`} chart={chart} />)}
      </div>
    </section>
  );
}

const OPTIONS = (Object.keys(RANGES) as Range[]).map(value => ({ value, label: text.ranges[value] }));
