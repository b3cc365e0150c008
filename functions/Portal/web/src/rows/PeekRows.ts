import { computed, signal } from '@preact/signals';
import { FIRST_PAGE, peek, type PeekOrder } from '../api/messages';
import type { Message, MessageState } from '../api/types';
import type { MessageRows } from './MessageRows';

interface End {
  messages: Message[];
  cursor: string | undefined;
  isWhole: boolean;
}

const NOTHING: End = { messages: [], cursor: undefined, isWhole: false };

/**
 * The messages in a state, known from both ends: those at the head from the oldest on, those at the tail from the
 * newest back. Between them is a gap, which is loaded from the nearer end. So the last row is as near as the first,
 * however many messages there are.
 */
export class PeekRows implements MessageRows {
  readonly queue: string;
  readonly error = signal<unknown>(null);
  readonly length = computed(() => this.#length());
  readonly #state: MessageState | 'all';
  readonly #from: string | undefined;
  /** The order of the head. By due time, and from a time on, there is no way back from the end. */
  readonly #order: PeekOrder;
  readonly #isOneWay: boolean;
  readonly #head = signal<End | null>(null);
  readonly #tail = signal<End>(NOTHING);
  /** How many there were when the tail was first loaded: rows are counted back from it. */
  readonly #total = signal(0);
  readonly #countNow: () => number;
  #wanted: [number, number] = [0, 0];
  #loading: Promise<void> | null = null;
  #stopping = new AbortController();

  /** @param from The time at which the rows begin. */
  constructor(queue: string, state: MessageState | 'all', countNow: () => number, from?: string) {
    this.queue = queue;
    this.#state = state;
    this.#countNow = countNow;
    this.#from = from;
    this.#order = state === 'delayed' || state === 'inFlight' ? 'due' : 'oldest';
    this.#isOneWay = from !== undefined || this.#order === 'due';
  }

  at(index: number): Message | undefined {
    const head = this.#head.value?.messages ?? [];
    if (index < head.length)
      return head[index];
    return this.#tail.value.messages[this.#length()! - 1 - index];
  }

  loaded(): Message[] {
    return [...this.#head.value?.messages ?? [], ...this.#tail.value.messages.toReversed()];
  }

  need(first: number, end: number): void {
    this.#wanted = [first, end];
    this.#loading ??= this.#load().finally(() => (this.#loading = null));
  }

  refresh(): void {
    const head = this.#head.peek();
    // Who has gone on from the first page, or is about to, is looking at something that is not to move.
    const isAtStart = head !== null && head.messages.length <= FIRST_PAGE
      && (head.isWhole || this.#wanted[1] <= head.messages.length);
    if (head === null || (isAtStart && this.#tail.peek() === NOTHING))
      this.reload();
  }

  reload(): void {
    this.stop();
    this.#stopping = new AbortController();
    const { signal: stopped } = this.#stopping;
    this.#loading = this.#page(this.#order, NOTHING, stopped)
      .then(head => {
        if (stopped.aborted)
          return;
        this.#tail.value = NOTHING;
        this.#total.value = this.#countNow();
        this.#head.value = head;
        this.error.value = null;
      })
      .catch((error: unknown) => this.#fail(error, stopped))
      .finally(() => (this.#loading = null));
  }

  stop(): void {
    this.#stopping.abort();
  }

  #length(): number | null {
    const head = this.#head.value;
    if (head === null)
      return null;
    return head.isWhole || this.#isOneWay
      ? head.messages.length : Math.max(this.#total.value, head.messages.length + this.#tail.value.messages.length);
  }

  /** Loads until what is wanted now is there, which may be something else than when it began. */
  async #load(): Promise<void> {
    const { signal: stopped } = this.#stopping;
    try {
      for (let next = this.#nearer(); next !== null && !stopped.aborted; next = this.#nearer()) {
        const isHead = next === this.#order;
        const end = await this.#page(next, isHead ? this.#head.value! : this.#tail.value, stopped);
        if (stopped.aborted)
          return;
        if (isHead)
          this.#head.value = end;
        else
          this.#tail.value = end;
        this.error.value = null;
      }
    } catch (error) {
      this.#fail(error, stopped);
    }
  }

  /** The end from which the rows that are wanted are reached sooner; null if none is missing. */
  #nearer(): PeekOrder | null {
    const head = this.#head.value;
    if (head === null || head.isWhole)
      return null;
    const length = this.#length()!;
    const gap = [head.messages.length, length - this.#tail.value.messages.length] as const;
    const first = Math.max(this.#wanted[0], gap[0]);
    const end = Math.min(this.#wanted[1], gap[1]);
    if (this.#isOneWay)
      return this.#wanted[1] >= head.messages.length ? this.#order : null;
    if (first >= end || this.#tail.value.isWhole)
      return null;
    return end - gap[0] <= gap[1] - first ? this.#order : 'newest';
  }

  async #page(order: PeekOrder, known: End, stopped: AbortSignal): Promise<End> {
    const page = await peek(this.queue, {
      state: this.#state, order, cursor: known.cursor, from: known.cursor === undefined ? this.#from : undefined,
    }, stopped);
    return {
      messages: [...known.messages, ...page.messages], cursor: page.cursor, isWhole: page.cursor === undefined,
    };
  }

  #fail(error: unknown, stopped: AbortSignal): void {
    if (!stopped.aborted)
      this.error.value = error;
  }
}
