import { zone } from '../state/preferences';

const SECOND = 1000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SHORT_CLOCK = { hour: '2-digit', minute: '2-digit' } as const;

/** In its two largest units: 3 m 12 s. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < MINUTE)
    return `${whole} s`;
  if (whole < HOUR)
    return pair(whole, MINUTE, 'm', 1, 's');
  return whole < DAY ? pair(whole, HOUR, 'h', MINUTE, 'm') : pair(whole, DAY, 'd', HOUR, 'h');
}

function pair(value: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((value % large) / small);
  const head = `${Math.floor(value / large)} ${largeUnit}`;
  return rest === 0 ? head : `${head} ${rest} ${smallUnit}`;
}

/** How long ago a time is in its largest unit, by the clock of this machine. */
export function age(time: string, now = Date.now()): string {
  return duration((now - Date.parse(time)) / SECOND).split(' ').slice(0, 2).join(' ');
}

/** The time of day if it is of today, else day and time; in the zone that was chosen. */
export function moment(time: string | number, now = Date.now()): string {
  const date = new Date(time);
  const isToday = day(date) === day(new Date(now));
  return isToday ? clock(date) : format(date, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
}

/** A time under a chart that covers so many seconds; the times on it are in seconds since 1970. */
export function axisTime(time: number, span: number): string {
  const date = new Date(time * SECOND);
  return span > 2 * DAY ? format(date, { month: 'short', day: 'numeric' }) : format(date, SHORT_CLOCK);
}

/** Exactly, in UTC, as the API writes it. */
export function exact(time: string | number): string {
  return new Date(time).toISOString();
}

/** The name of the zone that times are shown in. */
export function zoneName(): string {
  if (zone.value === 'utc')
    return 'UTC';
  const parts = new Intl.DateTimeFormat('en', { timeZoneName: 'short' }).formatToParts();
  return parts.find(part => part.type === 'timeZoneName')?.value ?? '';
}

function clock(date: Date): string {
  return format(date, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

function day(date: Date): string {
  return format(date, { year: 'numeric', month: 'numeric', day: 'numeric' });
}

function format(date: Date, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en', {
    ...parts, hourCycle: 'h23', ...(zone.value === 'utc' ? { timeZone: 'UTC' } : {}),
  }).format(date).replace(', ', ' ');
}
