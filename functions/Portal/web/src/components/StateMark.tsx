import type { ComponentChildren, JSX } from 'preact';
import { text } from '../text';

const SHAPES = { visible: '●', inFlight: '◐', delayed: '◷', dead: '✕', done: '✓' } as const;

export type StateName = keyof typeof SHAPES;

/** A state by its colour, its shape and its word, everywhere the same. */
export function StateMark({ state, children }: { state: StateName; children?: ComponentChildren }): JSX.Element {
  return (
    <span class={`state state-${state}`}>
      <span aria-hidden="true">{SHAPES[state]}</span>
      <span>{children ?? text.state[state]}</span>
    </span>
  );
}
