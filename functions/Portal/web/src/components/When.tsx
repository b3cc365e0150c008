import type { JSX } from 'preact';
import { age, exact, moment } from '../format/time';

/** A time, and how long ago that is; exactly and in UTC in its title. */
export function When({ time, withAge = true }: { time: string; withAge?: boolean }): JSX.Element {
  return (
    <time dateTime={exact(time)} title={exact(time)} class="nowrap">
      {moment(time)}{withAge && <span class="muted age"> · {age(time)}</span>}
    </time>
  );
}
