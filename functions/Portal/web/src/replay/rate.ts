import type { Redrive } from '../api/types';

const SECOND = 1000;

/** Messages a second since it began; null before the first second is over. */
export function rateOf(redrive: Redrive, now: number): number | null {
  const seconds = secondsOf(redrive, now);
  return seconds < 1 ? null : redrive.moved / seconds;
}

/** How many messages it has behind it, of the total. With a filter they were looked at, and a part of them moved. */
export function behindOf({ moved, stayed = 0, scanned }: Redrive): number {
  return scanned ?? moved + stayed;
}

/** Seconds until it is through, if it goes on like this; null before that can be told. */
export function leftOf(redrive: Redrive, now: number): number | null {
  const behind = behindOf(redrive);
  const seconds = secondsOf(redrive, now);
  return seconds < 1 || behind === 0 ? null : (Math.max(0, redrive.total - behind) * seconds) / behind;
}

function secondsOf(redrive: Redrive, now: number): number {
  const end = redrive.endedAt === undefined ? now : Date.parse(redrive.endedAt);
  return (end - Date.parse(redrive.startedAt)) / SECOND;
}
