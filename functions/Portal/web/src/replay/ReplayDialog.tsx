import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { curlOf } from '../api/curl';
import { writeJson } from '../api/json';
import { MAX_NAMED, namesOf } from '../api/messages';
import { redrivePath } from '../api/redrives';
import type { Message } from '../api/types';
import { ActButton } from '../components/ActButton';
import { Curl } from '../components/Curl';
import { Dialog } from '../components/Dialog';
import { ProblemNote } from '../components/ProblemNote';
import { QueueNames } from '../components/QueueNames';
import type { Filter } from '../state/filter';
import { sourcesOf } from '../state/live';
import { lack } from '../state/me';
import { callsFor, MOST_AT_ONCE, requests, startAll } from './start';
import { replayText } from './text';

const FASTEST = 500;

/** What is to be replayed: messages by name, all that a filter finds, or all. */
export type Replayed =
  | { kind: 'chosen'; messages: readonly Message[] }
  | { kind: 'matching'; filter: Filter; count: number | null }
  | { kind: 'all'; count: number };

interface Props {
  queue: string;
  what: Replayed;
  onClose: () => void;
  onStarted: () => void;
}

/** Asks once before dead letters are replayed: how many, out of what, and where to. */
export function ReplayDialog({ queue, what, onClose, onStarted }: Props): JSX.Element {
  const isElsewhere = useSignal(false);
  const destination = useSignal('');
  const rate = useSignal('');
  const isStarting = useSignal(false);
  const error = useSignal<unknown>(null);

  const calls = what.kind === 'chosen' ? callsFor(what.messages.length) : 1;
  const isTooMuch = calls > MOST_AT_ONCE;
  // Each of several calls moves at least one message a second.
  const isRateRight = rate.value === ''
    || (/^\d+$/.test(rate.value) && +rate.value >= calls && +rate.value <= FASTEST);
  const isReady = isRateRight && !isTooMuch && (!isElsewhere.value || destination.value !== '');
  const wanted = requests(what.kind === 'chosen' ? namesOf(what.messages) : null, {
    ...(what.kind === 'matching' ? { filter: what.filter } : {}),
    ...(isElsewhere.value ? { destination: destination.value } : {}),
    ...(rate.value !== '' && isRateRight ? { maxPerSecond: +rate.value } : {}),
  });

  // Whoever moves messages into a queue sends to it.
  const targets = isElsewhere.value
    ? [destination.value].filter(name => name !== '') : sourcesOf.value.get(queue) ?? [];
  const missing = lack(['redrive', queue], ...targets.map(target => ['send', target] as const));

  async function start(): Promise<void> {
    if (!isReady || isStarting.value || missing !== null)
      return;
    isStarting.value = true;
    error.value = null;
    try {
      await startAll(queue, wanted);
      onStarted();
    } catch (failure) {
      error.value = failure;
    } finally {
      isStarting.value = false;
    }
  }

  return (
    <Dialog title={replayText.title} onClose={onClose} onSubmit={() => void start()}
      foot={(
        <ActButton isSubmit kind="primary" lack={missing} disabled={!isReady || isStarting.value}>
          {isStarting.value ? replayText.starting : replayText.start}
        </ActButton>
      )}>
      <p>{sentence(what, queue)}</p>
      <p>
        {isElsewhere.value && destination.value !== '' ? replayText.whereTo(destination.value) : replayText.where}
      </p>
      <Destination isElsewhere={isElsewhere} destination={destination} />
      <div class="field">
        <label for="rate">{replayText.rate}</label>
        <input class="input" id="rate" inputMode="numeric" value={rate.value} aria-invalid={!isRateRight}
          aria-describedby="rate-hint" onInput={event => (rate.value = event.currentTarget.value.trim())} />
        <span id="rate-hint" class={isRateRight ? 'hint' : 'wrong'}>
          {isRateRight ? replayText.rateHint : replayText.rateWrong(calls, FASTEST)}
        </span>
      </div>
      {isTooMuch ? <p class="wrong" role="alert">{replayText.tooMany(MOST_AT_ONCE * MAX_NAMED)}</p>
        : calls > 1 && <p class="muted">{replayText.batches(calls)}</p>}
      {error.value !== null && <ProblemNote error={error.value} />}
      <Curl line={wanted.map(request => curlOf('POST', redrivePath(queue), writeJson(request))).join('\n')} />
    </Dialog>
  );
}

function sentence(what: Replayed, queue: string): string {
  switch (what.kind) {
    case 'chosen':
      return replayText.what(what.messages.length, queue);
    case 'matching':
      return replayText.matching(what.count, queue);
    default:
      return replayText.everything(what.count, queue);
  }
}

interface DestinationProps {
  isElsewhere: { value: boolean };
  destination: { value: string };
}

function Destination({ isElsewhere, destination }: DestinationProps): JSX.Element {
  return (
    <fieldset class="fieldset">
      <legend>{replayText.destination}</legend>
      <label class="choice">
        <input type="radio" name="where" checked={!isElsewhere.value} onChange={() => (isElsewhere.value = false)} />
        {replayText.origin}
      </label>
      <label class="choice">
        <input type="radio" name="where" checked={isElsewhere.value} onChange={() => (isElsewhere.value = true)} />
        {replayText.other}
      </label>
      {isElsewhere.value && (
        <input class="input" list="queue-names" aria-label={replayText.otherName} placeholder={replayText.otherName}
          value={destination.value} onInput={event => (destination.value = event.currentTarget.value.trim())} />
      )}
      <QueueNames />
    </fieldset>
  );
}
