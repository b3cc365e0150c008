import { signal } from '@preact/signals';
import { search, type Group, type GroupBy } from '../api/search';

export const GROUPINGS = ['reason', 'sourceQueue', 'detail'] as const satisfies readonly GroupBy[];

export type Grouping = (typeof GROUPINGS)[number];

/** To look at more would be too much for a page that is only opened. */
const MOST_SCANNED = 100_000;
const AGAIN_MS = 30_000;

/** What the messages of a queue have in common, counted. */
export class Groups {
  readonly queue: string;
  readonly groups = signal<Record<Grouping, Group[]> | null>(null);
  /** How many messages were not looked at. */
  readonly isWhole = signal(true);
  /** How many messages there were when they were counted; null before that. */
  #counted: number | null = null;
  #countedAt = 0;
  #wasBusy = false;
  #stopping = new AbortController();

  constructor(queue: string) {
    this.queue = queue;
  }

  /**
   * Counts again if the number of messages has changed: at once after a replay, but not while one runs, and else not
   * more often than every half minute, since each time the whole queue is looked at.
   */
  refresh(total: number, isBusy: boolean): void {
    const wasBusy = this.#wasBusy;
    this.#wasBusy = isBusy;
    const isDue = this.#counted === null || wasBusy || Date.now() - this.#countedAt > AGAIN_MS;
    if (isBusy || total === this.#counted || !isDue)
      return;
    this.#counted = total;
    this.#countedAt = Date.now();
    void this.#load();
  }

  async #load(): Promise<void> {
    this.stop();
    this.#stopping = new AbortController();
    const { signal: stopped } = this.#stopping;
    try {
      const counted = await Promise.all(GROUPINGS.map(by => this.#count(by, stopped)));
      this.groups.value = Object.fromEntries(
        GROUPINGS.map((by, i) => [by, counted[i]!.groups])) as Record<Grouping, Group[]>;
      this.isWhole.value = counted.every(each => each.isWhole);
    } catch (error) {
      // The list below says what is wrong; without groups it is still of use.
      if (!stopped.aborted)
        this.groups.value = null;
      if (!(error instanceof Error))
        throw error;
    }
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #count(by: Grouping, stopped: AbortSignal): Promise<{ groups: Group[]; isWhole: boolean }> {
    let groups: Group[] = [];
    let cursor: string | undefined;
    let scanned = 0;
    do {
      const page = await search(this.queue, {
        state: 'all', groupBy: by, limit: 0, ...(cursor === undefined ? {} : { cursor }),
      }, stopped);
      groups = addUp(groups, page.groups ?? []);
      scanned += page.scanned;
      cursor = page.cursor;
    } while (cursor !== undefined && scanned < MOST_SCANNED);
    return { groups, isWhole: cursor === undefined };
  }
}

/** The same groups counted together, the largest first. */
export function addUp(known: readonly Group[], more: readonly Group[]): Group[] {
  const sums = new Map<string | undefined, Group>();
  for (const group of [...known, ...more]) {
    const sum = sums.get(group.value);
    sums.set(group.value, sum === undefined ? group : {
      ...sum,
      count: sum.count + group.count,
      oldestAt: sum.oldestAt < group.oldestAt ? sum.oldestAt : group.oldestAt,
      newestAt: sum.newestAt > group.newestAt ? sum.newestAt : group.newestAt,
    });
  }
  return [...sums.values()].sort((a, b) => b.count - a.count);
}
