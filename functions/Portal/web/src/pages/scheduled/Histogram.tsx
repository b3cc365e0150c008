import type { JSX } from 'preact';
import { count } from '../../format/number';
import { moment } from '../../format/time';
import { scheduledText } from './text';

const HOUR_MS = 3_600_000;
const HEIGHT = 64;
const BAR = 20;
const GAP = 4;

/** How many messages come in which hour, as bars; the numbers are in a table for those who do not see them. */
export function Histogram({ counts, now }: { counts: readonly number[]; now: number }): JSX.Element {
  const most = Math.max(1, ...counts);
  const width = counts.length * (BAR + GAP);
  return (
    <figure class="histogram">
      <figcaption class="muted">{scheduledText.histogram(counts.length)}</figcaption>
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true" preserveAspectRatio="none">
        {counts.map((value, i) => {
          const height = value === 0 ? 1 : Math.max(2, (value / most) * HEIGHT);
          return (
            <rect key={i} x={i * (BAR + GAP)} y={HEIGHT - height} width={BAR} height={height}
              class={value === 0 ? 'bar-none' : 'bar-some'}>
              <title>{scheduledText.hour(moment(now + i * HOUR_MS), value)}</title>
            </rect>
          );
        })}
      </svg>
      <table class="hidden-text">
        <tbody>
          {counts.map((value, i) => (
            <tr key={i}><th scope="row">{moment(now + i * HOUR_MS)}</th><td>{count(value)}</td></tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
