import type { AuditFilter } from '../../api/audit';

export type Since = '1h' | '24h' | '7d' | 'all';

const HOUR_MS = 3_600_000;

export const SINCES: Record<Since, number | null> = {
  '1h': HOUR_MS, '24h': 24 * HOUR_MS, '7d': 7 * 24 * HOUR_MS, all: null,
};

/** The members of the address that say which calls are wanted. */
export const NAMES = ['key', 'queue', 'action'] as const;
export const ASKED = [...NAMES, 'since'] as const;

export function parseSince(value: string | null): Since {
  return value !== null && value in SINCES ? value as Since : 'all';
}

/** What is asked of the service for what the address says. */
export function filterOf(query: URLSearchParams, now: number): AuditFilter {
  const filter: AuditFilter = {};
  for (const name of NAMES) {
    const value = query.get(name)?.trim() ?? '';
    if (value !== '')
      filter[name] = value;
  }
  const back = SINCES[parseSince(query.get('since'))];
  if (back !== null)
    filter.from = new Date(now - back).toISOString();
  return filter;
}
