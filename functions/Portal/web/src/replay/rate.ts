import type { Redrive } from '../api/types';

const SECOND = 1000;

/** Messages a second since it began; null before the first second is over. */
export function rateOf(redrive: Redrive, now: number): number | null {
  const end = redrive.endedAt === undefined ? now : Date.parse(redrive.endedAt);
  const seconds = (end - Date.parse(redrive.startedAt)) / SECOND;
  return seconds < 1 ? null : redrive.moved / seconds;
}
