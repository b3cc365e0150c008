import type { ReadonlySignal } from '@preact/signals';
import type { Message } from '../api/types';

/** Messages of a queue in an order, of which not all are known yet. */
export interface MessageRows {
  readonly queue: string;
  /** How many there are; null until the first page is there. */
  readonly length: ReadonlySignal<number | null>;
  /** Why the last page could not be loaded. */
  readonly error: ReadonlySignal<unknown>;
  /** Undefined for a message that has not been loaded. Whoever asks is told of changes. */
  at: (index: number) => Message | undefined;
  /** All that have been loaded. */
  loaded: () => Message[];
  /** Has these rows loaded. */
  need: (first: number, end: number) => void;
  /** Looks again, if that moves nothing that is in view. */
  refresh: () => void;
  /** Begins anew. */
  reload: () => void;
  stop: () => void;
}
