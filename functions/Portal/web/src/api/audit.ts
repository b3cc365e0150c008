import { call } from './client';

/** A managing call, or a call that was refused. */
export interface AuditEntry {
  at: string;
  /** The id of the key, or the name of the user. */
  key: string;
  action: string;
  queue?: string;
  /** Where the call came from. */
  address: string;
  outcome: string;
  detail?: string;
}

export interface AuditPage {
  entries: AuditEntry[];
  cursor?: string;
}

export interface AuditFilter {
  queue?: string;
  key?: string;
  action?: string;
  /** A time; older entries are left out. */
  from?: string;
}

const PAGE = 100;

export function auditPath(filter: AuditFilter, cursor?: string): string {
  const query = new URLSearchParams({ ...filter, limit: `${PAGE}` });
  if (cursor !== undefined)
    query.set('cursor', cursor);
  return `/v1/audit?${query}`;
}

export function listAudit(filter: AuditFilter, cursor: string | undefined, signal: AbortSignal): Promise<AuditPage> {
  return call('GET', auditPath(filter, cursor), { signal });
}
