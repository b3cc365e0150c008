import type { JSX } from 'preact';
import type { AuditEntry } from '../../api/audit';
import type { Column } from '../../components/Table';
import { StateMark } from '../../components/StateMark';
import { When } from '../../components/When';
import { plain } from '../../format/text';
import { nameOf } from './key-names';
import { text } from './text';

export const AUDIT_COLUMNS: Column<AuditEntry>[] = [
  { id: 'at', head: text.at, width: '152px', cell: entry => <When time={entry.at} /> },
  { id: 'key', head: text.key, cell: entry => <Key id={entry.key} /> },
  { id: 'action', head: text.action, width: '24%', cell: entry => <span class="mono">{plain(entry.action)}</span> },
  {
    id: 'queue', head: text.queue, width: '13%', isWide: true,
    cell: entry => entry.queue === undefined ? '' : plain(entry.queue),
  },
  { id: 'outcome', head: text.outcome, width: '136px', isWide: true, cell: outcome },
  {
    id: 'address', head: text.address, width: '144px', isWide: true,
    cell: entry => <span class="mono">{plain(entry.address)}</span>,
  },
  {
    id: 'detail', head: text.detail, width: '12%', isWide: true,
    cell: ({ detail }) => detail === undefined ? '' : <span title={plain(detail)}>{plain(detail)}</span>,
  },
];

/** A key by its name, if that is known. */
export function Key({ id }: { id: string }): JSX.Element {
  const name = nameOf(id);
  return name === null ? <span class="mono">{plain(id)}</span> : <span title={id}>{plain(name)}</span>;
}

/** What became of a call: the status of its answer, or the code of its refusal. */
export function outcome(entry: AuditEntry): JSX.Element {
  return /^[123]\d\d$/.test(entry.outcome)
    ? <StateMark state="done">{entry.outcome}</StateMark> : <strong>{plain(entry.outcome)}</strong>;
}
