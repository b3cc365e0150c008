import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { askRoute, exchangePath, type Route } from '../../api/exchanges';
import { curlOf } from '../../api/curl';
import { writeJson } from '../../api/json';
import { ActButton } from '../../components/ActButton';
import { Curl } from '../../components/Curl';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/ProblemNote';
import { isOfUseOnExchange } from '../../state/me';
import { place, setQuery } from '../../state/place';
import { text } from '../../text';
import { AttributeRows } from '../send/AttributeRows';
import { exchangeText } from './text';
import type { Topology } from './topology';
import { queryOfTry, requestOf, tryOf, wrongsOf, type TryDraft } from './try';

interface Props {
  exchange: string;
  /** It is asked again when this has changed. */
  topology: Topology;
  onAnswer: (route: Route | null) => void;
}

/** Asks where a message would go. What is asked is in the address, so that a link asks the same. */
export function DryRun({ exchange, topology, onAnswer }: Props): JSX.Element {
  const asked = tryOf(place.value.query);
  const draft = useSignal<TryDraft>(asked ?? { keys: '', attributes: [] });
  const error = useSignal<unknown>(null);
  const request = asked === null ? null : writeJson(requestOf(asked));
  useEffect(() => {
    const left = new AbortController();
    async function ask(known: TryDraft): Promise<void> {
      error.value = null;
      try {
        onAnswer(await askRoute(exchange, requestOf(known), left.signal));
      } catch (failure) {
        if (left.signal.aborted)
          return;
        error.value = failure;
        onAnswer(null);
      }
    }
    if (asked !== null)
      void ask(asked);
    return () => left.abort();
  }, [exchange, request, topology]);

  const found = wrongsOf(draft.value);
  const isReady = Object.keys(found).length === 0;
  // It changes nothing, so that whoever only looks may ask, too.
  const lack = isOfUseOnExchange(['peek', 'send', 'manage'], exchange) ? null : text.rights.needs('peek', exchange);

  function submit(event: Event): void {
    event.preventDefault();
    if (isReady && lack === null)
      setQuery(queryOfTry(draft.value));
  }

  return (
    <form class="form" aria-label={exchangeText.try} noValidate onSubmit={submit}>
      <Field label={exchangeText.keys} value={draft.value.keys} lines={2} isMono hint={exchangeText.keysHint}
        wrong={found['keys']} onInput={keys => (draft.value = { ...draft.value, keys })} />
      <AttributeRows rows={draft.value.attributes} wrongOf={i => found[`attribute${i}`]}
        onChange={attributes => (draft.value = { ...draft.value, attributes })} />
      <div class="row">
        <ActButton isSubmit kind="primary" lack={lack} disabled={!isReady}>{exchangeText.ask}</ActButton>
        <span class="muted">{exchangeText.askHint}</span>
      </div>
      {error.value !== null && <ProblemNote error={error.value} />}
      {request !== null && <Curl line={curlOf('POST', `${exchangePath(exchange)}/route`, request)} />}
    </form>
  );
}
