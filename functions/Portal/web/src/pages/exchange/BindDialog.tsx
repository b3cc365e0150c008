import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { addBinding, exchangePath, type Exchange, type NewBinding } from '../../api/exchanges';
import { curlOf } from '../../api/curl';
import { writeJson } from '../../api/json';
import { ActButton } from '../../components/ActButton';
import { Curl } from '../../components/Curl';
import { Dialog } from '../../components/Dialog';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/ProblemNote';
import { QueueNames } from '../../components/QueueNames';
import { Segments } from '../../components/Segments';
import { lack, lackOnExchange } from '../../state/me';
import { isExchangeName } from '../routing/names';
import { routingText } from '../routing/text';
import { wrongName } from '../settings/fields';
import { ConditionRows } from './ConditionRows';
import { matchOf, wrongCondition, type ConditionRow } from './conditions';
import { exchangeText } from './text';
import type { End } from './topology';

interface Props {
  exchange: Exchange;
  onClose: () => void;
  onMade: () => void;
}

/** Adds a binding to a queue or an exchange. */
export function BindDialog({ exchange, onClose, onMade }: Props): JSX.Element {
  const kind = useSignal<End['kind']>('queue');
  const to = useSignal('');
  const key = useSignal('');
  const mode = useSignal<'all' | 'any'>('all');
  const conditions = useSignal<ConditionRow[]>([]);
  const isMaking = useSignal(false);
  const error = useSignal<unknown>(null);

  const match = matchOf(mode.value, conditions.value);
  const hasKey = exchange.type === 'direct' || exchange.type === 'topic';
  const binding: NewBinding = {
    ...(kind.value === 'queue' ? { queue: to.value } : { exchange: to.value }),
    ...(hasKey && key.value !== '' ? { routingKey: key.value } : {}),
    ...(match === undefined ? {} : { match }),
  };
  const wrong = to.value === '' ? null : wrongOf(kind.value, to.value);
  const areConditionsRight = conditions.value.every(row => wrongCondition(row, conditions.value) === null);
  const isReady = to.value !== '' && wrong === null && areConditionsRight && !isMaking.value;
  const sendLack = kind.value === 'queue' ? lack(['send', to.value]) : lackOnExchange('send', to.value);
  const missing = lackOnExchange('manage', exchange.name) ?? (to.value === '' ? null : sendLack);

  async function make(): Promise<void> {
    if (!isReady || missing !== null)
      return;
    isMaking.value = true;
    error.value = null;
    try {
      await addBinding(exchange.name, binding);
      onMade();
    } catch (failure) {
      error.value = failure;
      isMaking.value = false;
    }
  }

  return (
    <Dialog title={exchangeText.bind} onClose={onClose} onSubmit={() => void make()}
      foot={<ActButton isSubmit kind="primary" lack={missing} disabled={!isReady}>{exchangeText.bind}</ActButton>}>
      <Segments label={exchangeText.kind} value={kind.value} onChange={value => (kind.value = value)}
        options={(['queue', 'exchange'] as const).map(value => ({ value, label: exchangeText.kinds[value] }))} />
      <Field label={exchangeText.to[kind.value]} value={to.value} wrong={wrong} isMono autoFocus
        {...(kind.value === 'queue' ? { list: 'queue-names' } : {})} onInput={value => (to.value = value.trim())} />
      <QueueNames />
      {hasKey && (
        <Field label={exchangeText.key} value={key.value} isMono hint={exchangeText.keyHints[hintOf(exchange)]}
          onInput={value => (key.value = value)} />
      )}
      <ConditionRows rows={conditions.value} onChange={rows => (conditions.value = rows)} />
      {conditions.value.length > 1 && (
        <Segments label={exchangeText.mode} value={mode.value} onChange={value => (mode.value = value)}
          options={(['all', 'any'] as const).map(value => ({ value, label: exchangeText.modes[value] }))} />
      )}
      {error.value !== null && <ProblemNote error={error.value} />}
      {isReady && <Curl line={curlOf('POST', `${exchangePath(exchange.name)}/bindings`, writeJson(binding))} />}
    </Dialog>
  );
}

function wrongOf(kind: End['kind'], name: string): string | null {
  if (kind === 'queue')
    return wrongName(name) === null ? null : exchangeText.wrongQueue;
  return isExchangeName(name) ? null : routingText.wrongName;
}

function hintOf({ type, syntax }: Exchange): keyof typeof exchangeText.keyHints {
  return type === 'direct' ? 'direct' : syntax === 'mqtt' ? 'mqtt' : 'topic';
}
