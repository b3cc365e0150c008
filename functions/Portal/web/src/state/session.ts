import { signal } from '@preact/signals';
import type { Problem } from '../api/problem';

/** Who is signed in by a key. It is kept for this tab alone, and not for long. */
export interface Session {
  key: string;
  since: number;
}

const STORED = 'portal.session';
const LONGEST_MS = 8 * 60 * 60_000;

export const session = signal<Session | null>(read());

/** True after somebody has typed a key, until the tab is loaded again. */
export const isFresh = signal(false);

/** Why the last call needs another key, or a first one; null while none is needed. */
export const refusal = signal<Problem | null>(null);

export function signIn(key: string): void {
  session.value = { key, since: Date.now() };
  sessionStorage.setItem(STORED, JSON.stringify(session.value));
  refusal.value = null;
  isFresh.value = true;
}

/** True if the key has been kept for as long as one is. */
export function isOver(known: Session): boolean {
  return Date.now() - known.since >= LONGEST_MS;
}

/** Forgets the key. The first problem says why: calls made beside that one lack a key by then, and say only so. */
export function signOut(problem: Problem | null): void {
  if (problem !== null && session.value === null && refusal.value !== null)
    return;
  session.value = null;
  sessionStorage.removeItem(STORED);
  refusal.value = problem;
}

function read(): Session | null {
  const stored = sessionStorage.getItem(STORED);
  const known = stored === null ? null : (JSON.parse(stored) as Session);
  return known !== null && !isOver(known) ? known : null;
}
