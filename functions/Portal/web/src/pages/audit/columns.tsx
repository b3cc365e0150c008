import type { JSX } from 'preact';
import type { AuditEntry } from '../../api/audit';
import type { Column } from '../../components/Table';
import { StateMark } from '../../components/StateMark';
import { When } from '../../components/When';
import { plain } from '../../format/text';
import { text } from './text';

export const AUDIT_COLUMNS: Column<AuditEntry>[] = [
  { id: 'at', head: text.at, width: '168px', cell: entry => <When time={entry.at} /> },
  { id: 'key', head: text.key, cell: entry => <span class="mono">{plain(entry.key)}</span> },
  { id: 'action', head: text.action, width: '112px', cell: entry => plain(entry.action) },
  {
    id: 'queue', head: text.queue, width: '18%', isWide: true,
    cell: entry => entry.queue === undefined ? '' : plain(entry.queue),
  },
  { id: 'outcome', head: text.outcome, width: '136px', isWide: true, cell: outcome },
  {
    id: 'address', head: text.address, width: '144px', isWide: true,
    cell: entry => <span class="mono">{plain(entry.address)}</span>,
  },
  {
    id: 'detail', head: text.detail, width: '22%', isWide: true,
    cell: ({ detail }) => detail === undefined ? '' : <span title={plain(detail)}>{plain(detail)}</span>,
  },
];

export function outcome(entry: AuditEntry): JSX.Element {
  return isDone(entry.outcome)
    ? <StateMark state="done">{plain(entry.outcome)}</StateMark> : <strong>{plain(entry.outcome)}</strong>;
}

/** Anything else is the code of a refusal. */
function isDone(outcome: string): boolean {
  return outcome === 'done' || outcome === 'allowed' || outcome === 'ok';
}
