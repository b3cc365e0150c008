import { signal } from '@preact/signals';
import { listKeys } from '../../api/keys';
import { Problem } from '../../api/problem';

/** What people call keys, by their ids; empty for those who may not see keys. */
export const keyNames = signal<ReadonlyMap<string, string>>(new Map());

/** Asks for the names. The page is of use without them, so nobody is told if that fails. */
export async function loadKeyNames(): Promise<void> {
  try {
    keyNames.value = new Map((await listKeys()).map(key => [key.id, key.name]));
  } catch (failure) {
    if (!(failure instanceof Problem))
      throw failure;
  }
}

export function nameOf(id: string): string | null {
  return keyNames.value.get(id) ?? null;
}
