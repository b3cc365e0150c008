import type { Allow, Role } from '../../api/types';
import { keysText } from './text';

export const ROLES: readonly Role[] = ['sender', 'receiver', 'viewer', 'operator', 'admin'];

export const MOST_RIGHTS = 20;
const MOST_PATTERNS = 20;
const PATTERN = /^[\w.*?-]{1,80}$/;

/** One of the rights of a key as it is being typed: a role, and the queues that it is for. */
export interface RightRow {
  role: Role;
  /** Names and patterns, with commas or spaces between them. */
  queues: string;
}

export function patternsOf({ queues }: RightRow): string[] {
  return queues.split(/[\s,]+/).filter(pattern => pattern !== '');
}

/** What is wrong with the patterns of a row; null if nothing is. */
export function wrongOf(row: RightRow): string | null {
  const patterns = patternsOf(row);
  const wrong = patterns.find(pattern => !PATTERN.test(pattern));
  if (wrong !== undefined)
    return keysText.wrongPattern(wrong);
  if (patterns.length === 0)
    return keysText.noPattern;
  return patterns.length > MOST_PATTERNS ? keysText.manyPatterns(MOST_PATTERNS) : null;
}

/** The rows as the API takes them. */
export function allowOf(rows: readonly RightRow[]): Allow[] {
  return rows.map(row => ({ role: row.role, queues: patternsOf(row) }));
}
