import { signal } from '@preact/signals';
import { peek } from '../api/messages';
import type { Message, MessageState } from '../api/types';

/** The messages of a queue in one state, as far as they have been loaded. */
export class MessageList {
  readonly messages = signal<Message[] | null>(null);
  readonly error = signal<unknown>(null);
  readonly isLoading = signal(false);
  readonly #queue: string;
  readonly #state: MessageState;
  #cursor: string | undefined;
  #stopping = new AbortController();

  constructor(queue: string, state: MessageState) {
    this.#queue = queue;
    this.#state = state;
  }

  get hasMore(): boolean {
    return this.#cursor !== undefined;
  }

  /** From the beginning; what is shown stays until the new page is there. */
  reload(): Promise<void> {
    this.stop();
    this.#stopping = new AbortController();
    return this.#load(undefined);
  }

  more(): Promise<void> {
    return this.#load(this.#cursor);
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #load(cursor: string | undefined): Promise<void> {
    const { signal: stopped } = this.#stopping;
    this.isLoading.value = true;
    this.error.value = null;
    try {
      const page = await peek(this.#queue, this.#state, cursor, stopped);
      this.messages.value = cursor === undefined ? page.messages : [...this.messages.value ?? [], ...page.messages];
      this.#cursor = page.cursor;
    } catch (error) {
      if (!stopped.aborted)
        this.error.value = error;
    } finally {
      if (!stopped.aborted)
        this.isLoading.value = false;
    }
  }
}
