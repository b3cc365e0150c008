import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { deleteExchange, exchangePath, type Binding, type Route } from '../../api/exchanges';
import { curlOf } from '../../api/curl';
import { ActButton } from '../../components/ActButton';
import { Link } from '../../components/Link';
import { ProblemNote } from '../../components/ProblemNote';
import { Skeleton } from '../../components/Skeleton';
import { TypedNameDialog } from '../../components/TypedNameDialog';
import type { PageProps } from '../../shell/lazy';
import { lackOnExchange } from '../../state/me';
import { go, place, setQuery } from '../../state/place';
import { routingText } from '../routing/text';
import { Answer } from './Answer';
import { BindDialog } from './BindDialog';
import { Bindings } from './Bindings';
import { DryRun } from './DryRun';
import { ExchangeFacts } from './ExchangeFacts';
import { Graph } from './Graph';
import { litBy } from './lit';
import { exchangeText } from './text';
import { UnbindDialog } from './UnbindDialog';
import { useExchange, type Seen } from './useExchange';
import './exchange.css';

/** One exchange: what it leads to, where a message would go, and its bindings. */
export function ExchangePage({ at }: { at: PageProps }): JSX.Element {
  const name = at['exchange']!;
  const { seen, error, again } = useExchange(name);
  const isBinding = place.value.query.has('bind');
  const missing = lackOnExchange('manage', name);
  return (
    <div class="page scrolls">
      <div class="page-head">
        <h1 class="queue-title">
          <Link to="/routing" class="crumb">{routingText.title}</Link>
          <span class="muted" aria-hidden="true"> / </span>
          {name}
        </h1>
        <div class="page-actions">
          <ActButton kind="primary" lack={missing} onClick={() => setQuery({ bind: 'yes' })}>
            {exchangeText.bind}
          </ActButton>
        </div>
      </div>
      {error.value !== null && <ProblemNote error={error.value} again={again} />}
      {seen.value === null && error.value === null && <Skeleton />}
      {seen.value !== null && <Content seen={seen.value} again={again} />}
      {seen.value !== null && isBinding && missing === null && (
        <BindDialog exchange={seen.value.exchange} onClose={() => setQuery({ bind: null })}
          onMade={() => {
            setQuery({ bind: null });
            again();
          }} />
      )}
    </div>
  );
}

function Content({ seen, again }: { seen: Seen; again: () => void }): JSX.Element {
  const route = useSignal<Route | null>(null);
  const removing = useSignal<Binding | null>(null);
  const { exchange, bindings, from, topology } = seen;
  const lit = route.value === null ? null : litBy(topology, route.value);
  return (
    <>
      <ExchangeFacts exchange={exchange} from={from} />
      <section class="stack">
        <h2>{exchangeText.try}</h2>
        <DryRun exchange={exchange.name} topology={topology} onAnswer={answer => (route.value = answer)} />
        {route.value !== null && <Answer topology={topology} route={route.value} />}
        <Graph topology={topology} lit={lit} />
      </section>
      <section class="stack">
        <h2>{exchangeText.bindings}</h2>
        <Bindings exchange={exchange.name} bindings={bindings} lit={lit}
          onRemove={binding => (removing.value = binding)} />
      </section>
      <Danger seen={seen} />
      {removing.value !== null && (
        <UnbindDialog binding={removing.value} onClose={() => (removing.value = null)}
          onGone={() => {
            removing.value = null;
            again();
          }} />
      )}
    </>
  );
}

function Danger({ seen: { exchange, bindings } }: { seen: Seen }): JSX.Element {
  const isAsking = useSignal(false);
  const { name } = exchange;

  async function remove(): Promise<void> {
    await deleteExchange(name);
    go('/routing');
  }

  return (
    <section class="danger-zone stack" aria-label={exchangeText.danger}>
      <h2>{exchangeText.danger}</h2>
      <div class="row">
        <ActButton kind="danger" lack={lackOnExchange('manage', name)} onClick={() => (isAsking.value = true)}>
          {exchangeText.remove}
        </ActButton>
      </div>
      {isAsking.value && (
        <TypedNameDialog title={exchangeText.remove} what={exchangeText.removeWhat(name, bindings.length)} name={name}
          button={exchangeText.remove} curl={curlOf('DELETE', exchangePath(name))} act={remove}
          onClose={() => (isAsking.value = false)} />
      )}
    </section>
  );
}
