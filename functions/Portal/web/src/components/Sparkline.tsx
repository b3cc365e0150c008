import type { JSX } from 'preact';

const WIDTH = 96;
const HEIGHT = 24;
const EDGE = 2;

interface Props {
  values: readonly number[];
  /** The value at the upper edge. */
  most: number;
  title: string;
}

/** A line of what was, as wide as a word. The number beside it says the same to those who do not see it. */
export function Sparkline({ values, most, title }: Props): JSX.Element | null {
  if (values.length < 2 || values.every(value => value === 0))
    return null;
  const step = WIDTH / (values.length - 1);
  const points = values.map((value, i) =>
    `${(i * step).toFixed(1)},${(HEIGHT - EDGE - (value / most) * (HEIGHT - 2 * EDGE)).toFixed(1)}`);
  return (
    <svg class="sparkline" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <title>{title}</title>
      <polyline points={points.join(' ')} />
    </svg>
  );
}
