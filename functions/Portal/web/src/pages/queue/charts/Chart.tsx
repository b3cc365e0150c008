import type { ComponentType, JSX } from 'preact';
import { signal, useSignal } from '@preact/signals';
import { StateMark } from '../../../components/StateMark';
import { moment } from '../../../format/time';
import type { ChartData, Series } from './series';
import { text } from './text';

type PlotProps = { chart: ChartData; onPoint: (index: number | null) => void };

/** What draws the lines, once it is loaded; without it the numbers are there all the same. */
const plot = signal<ComponentType<PlotProps> | null>(null);

export async function loadPlot(): Promise<void> {
  try {
    plot.value ??= (await import('./Plot')).Plot;
  } catch {
    // The table behind each chart says the same.
  }
}

/** A chart with its last values, or those under the pointer, as text above it and all of them as a table below. */
export function Chart({ chart }: { chart: ChartData }): JSX.Element {
  const at = useSignal<number | null>(null);
  const Plot = plot.value;
  return (
    <section class="chart" aria-label={chart.title}>
      <div class="chart-head">
        <h3>{chart.title}</h3>
        {chart.series.map(series => (
          <span key={series.label}>
            <StateMark state={series.state}>{series.label}</StateMark>
            {' '}
            <strong>{shown(chart, series, at.value)}</strong>
          </span>
        ))}
        {at.value !== null && <span class="muted chart-time">{moment(chart.times[at.value]! * 1000)}</span>}
      </div>
      <div class="plot-box">
        {Plot !== null && <Plot chart={chart} onPoint={index => (at.value = index)} />}
      </div>
      <details class="chart-table">
        <summary>{text.table}</summary>
        <Values chart={chart} />
      </details>
    </section>
  );
}

function shown(chart: ChartData, series: Series, at: number | null): string {
  const value = at === null ? series.values.findLast(each => each !== null) : series.values[at];
  return value === null || value === undefined ? text.unknown : chart.format(value);
}

function Values({ chart }: { chart: ChartData }): JSX.Element {
  return (
    <div class="values" tabIndex={0} role="group" aria-label={text.tableOf(chart.title)}>
      <table aria-label={text.tableOf(chart.title)}>
        <thead>
          <tr>
            <th scope="col">{text.time}</th>
            {chart.series.map(series => <th key={series.label} scope="col" class="end">{series.label}</th>)}
          </tr>
        </thead>
        <tbody>
          {chart.times.map((time, i) => (
            <tr key={time}>
              <th scope="row">{moment(time * 1000)}</th>
              {chart.series.map(series => (
                <td key={series.label} class="end">{shown(chart, series, i)}</td>
              ))}
            </tr>
          )).reverse()}
        </tbody>
      </table>
    </div>
  );
}
