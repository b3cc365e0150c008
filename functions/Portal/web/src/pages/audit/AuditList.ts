import { signal } from '@preact/signals';
import { listAudit, type AuditEntry, type AuditFilter } from '../../api/audit';
import { Problem } from '../../api/problem';

/** The calls that were written down, the newest first, as far as they have been loaded. */
export class AuditList {
  readonly entries = signal<AuditEntry[] | null>(null);
  readonly error = signal<Problem | null>(null);
  readonly hasMore = signal(false);
  readonly #filter: () => AuditFilter;
  #cursor: string | undefined;
  #pages = 0;

  constructor(filter: () => AuditFilter) {
    this.#filter = filter;
  }

  /** The newest once more; unless older ones were asked for, which would vanish. */
  async refresh(stopped: AbortSignal): Promise<void> {
    if (this.#pages <= 1)
      await this.#load(undefined, stopped);
  }

  async more(stopped: AbortSignal): Promise<void> {
    await this.#load(this.#cursor, stopped);
  }

  async #load(cursor: string | undefined, stopped: AbortSignal): Promise<void> {
    try {
      const page = await listAudit(this.#filter(), cursor, stopped);
      this.entries.value = cursor === undefined ? page.entries : [...this.entries.value ?? [], ...page.entries];
      this.#pages = cursor === undefined ? 1 : this.#pages + 1;
      this.#cursor = page.cursor;
      this.hasMore.value = page.cursor !== undefined;
      this.error.value = null;
    } catch (failure) {
      if (failure instanceof Problem)
        this.error.value = failure;
      else if (!stopped.aborted)
        throw failure;
    }
  }
}
