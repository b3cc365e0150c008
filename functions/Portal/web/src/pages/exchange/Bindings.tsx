import type { JSX } from 'preact';
import type { Binding } from '../../api/exchanges';
import { ActButton } from '../../components/ActButton';
import { Link } from '../../components/Link';
import { ListTable } from '../../components/ListTable';
import { StateMark } from '../../components/StateMark';
import type { Column } from '../../components/Table';
import { bindingText } from '../../format/binding';
import { plain } from '../../format/text';
import { lackOnExchange } from '../../state/me';
import { exchangeText } from './text';
import { keyOf, wayOf } from './topology';

interface Props {
  exchange: string;
  bindings: readonly Binding[];
  /** The keys of the ways that a message would take; null while none is asked about. */
  lit: Set<string> | null;
  onRemove: (binding: Binding) => void;
}

/** The bindings that lead from an exchange. */
export function Bindings({ exchange, bindings, lit, onRemove }: Props): JSX.Element {
  if (bindings.length === 0)
    return <p class="muted">{exchangeText.noBindings}</p>;
  const missing = lackOnExchange('manage', exchange);
  const columns: Column<Binding>[] = [
    { id: 'to', head: exchangeText.leadsTo, cell: binding => <Target binding={binding} /> },
    {
      id: 'takes', head: exchangeText.takes, width: '40%',
      cell: binding => <span class="mono">{plain(bindingText(binding))}</span>,
    },
    ...(lit === null ? [] : [{
      id: 'taken', head: exchangeText.taken, width: '120px',
      cell: (binding: Binding) => (
        lit.has(wayOf(binding).key) ? <StateMark state="done">{exchangeText.yes}</StateMark> : null
      ),
    }]),
    {
      id: 'act', head: exchangeText.act, width: '104px', cell: binding => (
        <ActButton kind="plain" lack={missing} onClick={() => onRemove(binding)}>
          {exchangeText.unbind}
          <span class="hidden-text">{exchangeText.unbindOf(keyOf(wayOf(binding).to))}</span>
        </ActButton>
      ),
    },
  ];
  return (
    <div class="bindings">
      <ListTable label={exchangeText.bindings} columns={columns} rows={bindings}
        keyOf={binding => binding.bindingId} />
    </div>
  );
}

function Target({ binding }: { binding: Binding }): JSX.Element {
  const { kind, name } = wayOf(binding).to;
  const base = kind === 'queue' ? '/queues/' : '/routing/';
  return (
    <>
      <span class="muted">{exchangeText.kinds[kind]} </span>
      <Link to={base + encodeURIComponent(name)}>{name}</Link>
    </>
  );
}
