import { computed, signal, type ReadonlySignal } from '@preact/signals';

/** Which rows are chosen, by their keys. */
export class Selection {
  readonly #keys = signal<ReadonlySet<string>>(new Set());
  #anchor: string | null = null;

  readonly size: ReadonlySignal<number> = computed(() => this.#keys.value.size);

  get keys(): ReadonlySet<string> {
    return this.#keys.value;
  }

  has(key: string): boolean {
    return this.#keys.value.has(key);
  }

  set(keys: Iterable<string>): void {
    this.#keys.value = new Set(keys);
  }

  clear(): void {
    this.#keys.value = new Set();
    this.#anchor = null;
  }

  /** Chooses a row or takes it back; with a range, all between it and the last one like it. */
  toggle(key: string, order: () => readonly string[], isRange: boolean): void {
    const keys = new Set(this.#keys.value);
    const isOn = !keys.has(key);
    for (const each of isRange ? this.#rangeTo(key, order()) : [key]) {
      if (isOn)
        keys.add(each);
      else
        keys.delete(each);
    }
    this.#keys.value = keys;
    this.#anchor = key;
  }

  #rangeTo(key: string, order: readonly string[]): readonly string[] {
    const from = this.#anchor === null ? -1 : order.indexOf(this.#anchor);
    const to = order.indexOf(key);
    return from < 0 ? [key] : order.slice(Math.min(from, to), Math.max(from, to) + 1);
  }

  /** Forgets rows that are no longer there. */
  keep(order: readonly string[]): void {
    const there = new Set(order);
    const keys = [...this.#keys.value].filter(key => there.has(key));
    if (keys.length !== this.#keys.value.size)
      this.set(keys);
  }
}
