const whole = new Intl.NumberFormat();
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const LARGEST_IN_FULL = 99_999;

/** In full, with groups. */
export function count(value: number): string {
  return whole.format(value);
}

/** Shortened where it would need more than five digits. */
export function shortCount(value: number): string {
  return value > LARGEST_IN_FULL ? short.format(value) : whole.format(value);
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const STEP = 1024;

export function bytes(value: number): string {
  let unit = 0;
  let rest = value;
  while (rest >= STEP && unit < UNITS.length - 1) {
    rest /= STEP;
    unit++;
  }
  return `${unit === 0 ? rest : rest.toFixed(1)} ${UNITS[unit]}`;
}

const FEW = 10;

/** A rate, with a decimal where it is small. */
export function perSecond(value: number): string {
  return value < FEW ? value.toFixed(1) : shortCount(Math.round(value));
}
