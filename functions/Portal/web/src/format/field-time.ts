import { zone } from '../state/preferences';

const MINUTES_END = 16;
const MINUTE_MS = 60_000;

/** What a field of a time shows, in the zone that was chosen. */
export function toField(time: string): string {
  const date = new Date(time);
  const offset = zone.value === 'utc' ? 0 : date.getTimezoneOffset();
  return new Date(date.getTime() - offset * MINUTE_MS).toISOString().slice(0, MINUTES_END);
}

/** The time that such a field means; null if it is empty. */
export function fromField(value: string): string | null {
  return value === '' ? null : new Date(zone.value === 'utc' ? `${value}Z` : value).toISOString();
}
