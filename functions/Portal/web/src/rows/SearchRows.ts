import { computed, signal } from '@preact/signals';
import { search, type SearchRequest } from '../api/search';
import type { Message, MessageState } from '../api/types';
import type { Filter } from '../state/filter';
import type { MessageRows } from './MessageRows';

const PAGE = 1000;
const BODY_BYTES = 256;
/** So many hits are enough for a look; more are found when the last of them is in view. */
const ENOUGH = 1000;

export interface SearchStatus {
  /** As many as are known to match: those that are here, and those behind them that were only counted. */
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
  /** Where what is here ends; undefined at the beginning, and at the end. */
  #cursor: string | undefined;
  #isAllHere = false;
  #scanned = 0;
  /** How many match behind what is here; null while that is not counted. */
  #behind: number | null = null;
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
    const found = this.#found.peek().length;
    if (end < found || found < this.#limit || this.status.peek().isRunning || this.#isAllHere)
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
    this.#isAllHere = false;
    this.#scanned = 0;
    this.#behind = null;
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
      while (!this.#isAllHere && this.#found.value.length < this.#limit)
        await this.#load(stopped);
      if (!this.#isAllHere && this.#behind === null)
        await this.#count(stopped);
    } catch (error) {
      if (!stopped.aborted)
        this.error.value = error;
    } finally {
      if (!stopped.aborted)
        this.status.value = { ...this.status.value, isRunning: false };
    }
  }

  async #load(stopped: AbortSignal): Promise<void> {
    const page = await search(this.queue, this.#request(this.#cursor, PAGE), stopped);
    this.#cursor = page.cursor;
    this.#isAllHere = page.cursor === undefined;
    this.#scanned += page.scanned;
    this.#found.value = [...this.#found.value, ...page.messages];
    if (this.#behind === null)
      this.#tell(this.#found.value.length, this.#scanned, this.#isAllHere);
    else
      this.#behind = Math.max(0, this.#behind - page.messages.length);
  }

  /** Counts what is not loaded, so that all that match have a number. */
  async #count(stopped: AbortSignal): Promise<void> {
    let cursor = this.#cursor;
    let matched = 0;
    let scanned = this.#scanned;
    while (cursor !== undefined) {
      const page = await search(this.queue, this.#request(cursor, 0), stopped);
      cursor = page.cursor;
      matched += page.matched;
      scanned += page.scanned;
      this.#tell(this.#found.value.length + matched, scanned, cursor === undefined);
    }
    this.#behind = matched;
  }

  #request(cursor: string | undefined, limit: number): SearchRequest {
    return {
      filter: this.#filter, state: this.#state, bodyBytes: BODY_BYTES, limit,
      ...(cursor === undefined ? {} : { cursor }),
    };
  }

  #tell(found: number, scanned: number, isWhole: boolean): void {
    this.status.value = { found, scanned, isRunning: true, isWhole };
  }
}
