import type { JSX } from 'preact';
import type { Binding, Exchange } from '../../api/exchanges';
import { BindingWay } from '../../components/BindingWay';
import { Count } from '../../components/Count';
import { Fact } from '../../components/Fact';
import { Link } from '../../components/Link';
import { When } from '../../components/When';
import { routingText } from '../routing/text';
import { exchangeText } from './text';

interface Props {
  exchange: Exchange;
  /** The bindings that lead to it. */
  from: readonly Binding[];
}

/** What an exchange is, and what it has done so far. */
export function ExchangeFacts({ exchange, from }: Props): JSX.Element {
  const { stats, alternateExchange } = exchange;
  return (
    <>
      <dl class="figures">
        <Fact name={routingText.published}><Count value={stats.published} /></Fact>
        <Fact name={routingText.unroutable}><Count value={stats.unroutable} /></Fact>
        <Fact name={routingText.held}><Count value={stats.held ?? 0} class="state-dead" /></Fact>
      </dl>
      <dl class="facts" aria-label={exchangeText.facts}>
        <Fact name={routingText.type}>{routingText.types[exchange.type]}</Fact>
        {exchange.syntax !== undefined && (
          <Fact name={exchangeText.syntax}>{routingText.syntaxes[exchange.syntax]}</Fact>
        )}
        <Fact name={exchangeText.internal}>{exchange.internal ? exchangeText.isInternal : exchangeText.isOpen}</Fact>
        <Fact name={routingText.alternate}>
          {alternateExchange === undefined ? <span class="muted">{exchangeText.alternateNone}</span>
            : <Link to={`/routing/${encodeURIComponent(alternateExchange)}`}>{alternateExchange}</Link>}
        </Fact>
        <Fact name={exchangeText.from}>
          {from.length === 0 ? <span class="muted">{exchangeText.none}</span> : (
            <ul>
              {from.map(binding => (
                <li key={`${binding.exchange}/${binding.bindingId}`}><BindingWay binding={binding} /></li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name={exchangeText.made}><When time={exchange.createdAt} /></Fact>
      </dl>
    </>
  );
}
