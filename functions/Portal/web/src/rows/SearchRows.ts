import { computed, signal } from '@preact/signals';
import { search } from '../api/search';
import type { Message, MessageState } from '../api/types';
import type { Filter } from '../state/filter';
import type { MessageRows } from './MessageRows';

const PAGE = 1000;
const BODY_BYTES = 256;
/** So many hits are enough for a look; more are found when the last of them is in view. */
const ENOUGH = 1000;

export interface SearchStatus {
  found: number;
  scanned: number;
  isRunning: boolean;
  /** True once the whole queue was looked at. */
  isWhole: boolean;
}

/** The messages of a queue that a filter finds, in the order in which it finds them. */
export class SearchRows implements MessageRows {
  readonly queue: string;
  readonly error = signal<unknown>(null);
  readonly status = signal<SearchStatus>({ found: 0, scanned: 0, isRunning: false, isWhole: false });
  readonly length = computed(() => {
    const { isRunning, isWhole } = this.status.value;
    const count = this.#found.value.length;
    return count === 0 && isRunning && !isWhole ? null : count;
  });
  readonly #filter: Filter;
  readonly #state: MessageState | 'all';
  readonly #found = signal<Message[]>([]);
  #cursor: string | undefined;
  #limit = ENOUGH;
  #stopping = new AbortController();

  constructor(queue: string, state: MessageState | 'all', filter: Filter) {
    this.queue = queue;
    this.#state = state;
    this.#filter = filter;
  }

  at(index: number): Message | undefined {
    return this.#found.value[index];
  }

  loaded(): Message[] {
    return this.#found.value;
  }

  need(_: number, end: number): void {
    const { isRunning, isWhole } = this.status.peek();
    if (end < this.#found.peek().length || isRunning || isWhole || this.#found.peek().length < this.#limit)
      return;
    this.#limit += ENOUGH;
    void this.#run();
  }

  /** What was found stays: to look through the queue again and again would be too much. */
  refresh(): void {
    if (!this.status.peek().isRunning && this.#found.peek().length === 0 && !this.status.peek().isWhole)
      this.reload();
  }

  reload(): void {
    this.stop();
    this.#cursor = undefined;
    this.#limit = ENOUGH;
    this.#found.value = [];
    this.status.value = { found: 0, scanned: 0, isRunning: false, isWhole: false };
    void this.#run();
  }

  /** Goes on where it was stopped. */
  goOn(): void {
    void this.#run();
  }

  stop(): void {
    this.#stopping.abort();
    this.status.value = { ...this.status.peek(), isRunning: false };
  }

  async #run(): Promise<void> {
    this.#stopping = new AbortController();
    const { signal: stopped } = this.#stopping;
    this.status.value = { ...this.status.value, isRunning: true };
    this.error.value = null;
    try {
      while (!this.status.value.isWhole && this.#found.value.length < this.#limit) {
        const page = await search(this.queue, {
          filter: this.#filter, state: this.#state, bodyBytes: BODY_BYTES, limit: PAGE,
          ...(this.#cursor === undefined ? {} : { cursor: this.#cursor }),
        }, stopped);
        this.#cursor = page.cursor;
        this.#found.value = [...this.#found.value, ...page.messages];
        this.status.value = {
          found: this.#found.value.length, scanned: this.status.value.scanned + page.scanned, isRunning: true,
          isWhole: page.cursor === undefined,
        };
      }
    } catch (error) {
      if (!stopped.aborted)
        this.error.value = error;
    } finally {
      if (!stopped.aborted)
        this.status.value = { ...this.status.value, isRunning: false };
    }
  }
}
