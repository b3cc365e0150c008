import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { createExchange, exchangePath, type ExchangeType, type NewExchange } from '../../api/exchanges';
import { curlOf } from '../../api/curl';
import { ActButton } from '../../components/ActButton';
import { Curl } from '../../components/Curl';
import { Dialog } from '../../components/Dialog';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/ProblemNote';
import { lackOnExchange } from '../../state/me';
import { isExchangeName } from './names';
import { routingText } from './text';

const TYPES = Object.keys(routingText.types) as ExchangeType[];
const SYNTAXES = ['amqp', 'mqtt'] as const;

interface Props {
  onClose: () => void;
  onMade: (name: string) => void;
}

/** Makes an exchange. Type and syntax stay as they are then. */
export function CreateExchange({ onClose, onMade }: Props): JSX.Element {
  const name = useSignal('');
  const type = useSignal<ExchangeType>('topic');
  const syntax = useSignal<'amqp' | 'mqtt'>('amqp');
  const alternate = useSignal('');
  const isInternal = useSignal(false);
  const isMaking = useSignal(false);
  const error = useSignal<unknown>(null);

  const settings: NewExchange = {
    type: type.value,
    ...(type.value === 'topic' && syntax.value !== 'amqp' ? { syntax: syntax.value } : {}),
    ...(alternate.value === '' ? {} : { alternateExchange: alternate.value }),
    ...(isInternal.value ? { internal: true } : {}),
  };
  const missing = name.value === '' ? null : lackOnExchange('manage', name.value)
    ?? (alternate.value === '' ? null : lackOnExchange('send', alternate.value));
  const isReady = isExchangeName(name.value) && wrong(alternate.value) === null && !isMaking.value;

  async function make(): Promise<void> {
    if (!isReady || missing !== null)
      return;
    isMaking.value = true;
    error.value = null;
    try {
      await createExchange(name.value, settings);
      onMade(name.value);
    } catch (failure) {
      error.value = failure;
      isMaking.value = false;
    }
  }

  return (
    <Dialog title={routingText.create} onClose={onClose} onSubmit={() => void make()}
      foot={<ActButton isSubmit kind="primary" lack={missing} disabled={!isReady}>{routingText.create}</ActButton>}>
      <Field label={routingText.name} value={name.value} hint={routingText.nameHint} wrong={wrong(name.value)} isMono
        autoFocus onInput={value => (name.value = value.trim())} />
      <label class="field">
        <span class="label">{routingText.type}</span>
        <select class="input" value={type.value}
          onChange={event => (type.value = event.currentTarget.value as ExchangeType)}>
          {TYPES.map(each => <option key={each} value={each}>{routingText.types[each]}</option>)}
        </select>
      </label>
      {type.value === 'topic' && (
        <label class="field">
          <span class="label">{routingText.syntax}</span>
          <select class="input" value={syntax.value}
            onChange={event => (syntax.value = event.currentTarget.value as 'amqp' | 'mqtt')}>
            {SYNTAXES.map(each => <option key={each} value={each}>{routingText.syntaxes[each]}</option>)}
          </select>
        </label>
      )}
      <Field label={routingText.alternate} value={alternate.value} hint={routingText.alternateHint} isMono
        wrong={wrong(alternate.value)} onInput={value => (alternate.value = value.trim())} />
      <label class="choice">
        <input type="checkbox" checked={isInternal.value}
          onChange={event => (isInternal.value = event.currentTarget.checked)} />
        {routingText.internal}
      </label>
      {error.value !== null && <ProblemNote error={error.value} />}
      {isReady && <Curl line={curlOf('PUT', exchangePath(name.value), JSON.stringify(settings))} />}
    </Dialog>
  );
}

function wrong(name: string): string | null {
  return name === '' || isExchangeName(name) ? null : routingText.wrongName;
}
