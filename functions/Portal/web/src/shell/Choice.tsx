import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';

interface Props<T extends string> {
  label: string;
  of: Signal<T>;
  /** What each value is called, in the order in which they are offered. */
  words: Record<T, string>;
  /** Hidden where there is little room. */
  isSpare?: boolean;
}

/** A small select for a preference. */
export function Choice<T extends string>({ label, of, words, isSpare }: Props<T>): JSX.Element {
  return (
    <select class={isSpare === true ? 'input choice-small spare' : 'input choice-small'} aria-label={label}
      value={of.value} onChange={event => (of.value = event.currentTarget.value as T)}>
      {(Object.keys(words) as T[]).map(value => <option value={value} key={value}>{words[value]}</option>)}
    </select>
  );
}
