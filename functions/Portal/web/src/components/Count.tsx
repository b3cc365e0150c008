import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { count, shortCount } from '../format/number';

/** A number that fades in from the accent when it has changed. Zero is muted, so that the eye finds the others. */
export function Count({ value, class: name = '' }: { value: number; class?: string }): JSX.Element {
  const last = useRef({ value, turn: '' });
  if (last.current.value !== value)
    last.current = { value, turn: last.current.turn === 'changed-a' ? 'changed-b' : 'changed-a' };
  const look = value === 0 ? 'muted' : `${name} ${last.current.turn}`;
  return <span class={look} title={count(value)}>{shortCount(value)}</span>;
}
