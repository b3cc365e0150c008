import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { axisTime } from '../../../format/time';
import { zone } from '../../../state/preferences';
import type { ChartData } from './series';

const HEIGHT = 160;
const AXIS_WIDTH = 56;
const COLOURS = { visible: '--visible', inFlight: '--in-flight', done: '--done' } as const;

interface Props {
  chart: ChartData;
  /** Which step the pointer is at; null for none. */
  onPoint: (index: number | null) => void;
}

/** The lines of a chart. What they say is beside them as text. */
export function Plot({ chart, onPoint }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shown = zone.value;

  useEffect(() => {
    const element = box.current!;
    const make = (): void => {
      plot.current?.destroy();
      plot.current = new uPlot(options(chart, element, onPoint), dataOf(chart), element);
    };
    make();
    const resized = new ResizeObserver(
      () => plot.current?.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    // Its colours are drawn, so another theme draws it anew.
    const themed = new MutationObserver(make);
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', make);
    return () => {
      resized.disconnect();
      themed.disconnect();
      dark.removeEventListener('change', make);
      plot.current?.destroy();
      plot.current = null;
    };
  }, [chart.id, shown]);
  useEffect(() => plot.current?.setData(dataOf(chart)), [chart]);

  return <div class="plot" ref={box} aria-hidden="true" />;
}

function dataOf(chart: ChartData): uPlot.AlignedData {
  return [chart.times, ...chart.series.map(series => series.values)];
}

function options(chart: ChartData, element: HTMLElement, onPoint: Props['onPoint']): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis: uPlot.Axis = {
    stroke: colour('--muted'), font: `11px ${style.fontFamily}`,
    grid: { stroke: colour('--border'), width: 1 }, ticks: { show: false },
  };
  return {
    width: element.clientWidth, height: HEIGHT, legend: { show: false }, padding: [8, 20, 0, 0],
    tzDate: time => (zone.peek() === 'utc' ? uPlot.tzDate(new Date(time * 1000), 'Etc/UTC') : new Date(time * 1000)),
    scales: { x: { time: true }, y: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] } },
    series: [{}, ...chart.series.map(series => ({
      label: series.label, stroke: colour(COLOURS[series.state]), width: 1.5, spanGaps: false,
      points: { show: false },
    }))],
    axes: [
      { ...axis, size: 24, space: 72, values: (self, splits) => splits.map(split => axisTime(split, spanOf(self))) },
      {
        ...axis, size: AXIS_WIDTH, space: 32, ...(chart.increments === undefined ? {} : { incrs: chart.increments }),
        values: (_, splits) => splits.map(split => chart.format(split)),
      },
    ],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    hooks: { setCursor: [self => onPoint(self.cursor.idx ?? null)] },
  };
}

function spanOf(plot: uPlot): number {
  return (plot.scales['x']?.max ?? 0) - (plot.scales['x']?.min ?? 0);
}
