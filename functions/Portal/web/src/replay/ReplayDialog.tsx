import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { curlOf } from '../api/curl';
import { writeJson } from '../api/json';
import { redrivePath } from '../api/redrives';
import { Curl } from '../components/Curl';
import { Dialog } from '../components/Dialog';
import { ProblemNote } from '../components/ProblemNote';
import { QueueNames } from '../components/QueueNames';
import { text } from '../text';
import { MAX_NAMED, requests, startAll } from './start';

const FASTEST = 500;

interface Props {
  queue: string;
  /** The messages to replay; null for all. */
  ids: string[] | null;
  total: number;
  onClose: () => void;
  onStarted: () => void;
}

/** Asks once before dead letters are replayed: how many, out of what, and where to. */
export function ReplayDialog({ queue, ids, total, onClose, onStarted }: Props): JSX.Element {
  const isElsewhere = useSignal(false);
  const destination = useSignal('');
  const rate = useSignal('');
  const isStarting = useSignal(false);
  const error = useSignal<unknown>(null);

  const isRateRight = rate.value === '' || (/^\d+$/.test(rate.value) && +rate.value >= 1 && +rate.value <= FASTEST);
  const isReady = isRateRight && (!isElsewhere.value || destination.value !== '');
  const wanted = requests(ids, {
    ...(isElsewhere.value ? { destination: destination.value } : {}),
    ...(rate.value !== '' && isRateRight ? { maxPerSecond: +rate.value } : {}),
  });

  async function start(): Promise<void> {
    if (!isReady || isStarting.value)
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
    <Dialog title={text.replay.title} onClose={onClose} onSubmit={() => void start()}
      foot={(
        <button class="button primary" disabled={!isReady || isStarting.value}>
          {isStarting.value ? text.replay.starting : text.replay.start}
        </button>
      )}>
      <p>{ids === null ? text.replay.everything(total, queue) : text.replay.what(ids.length, queue)}</p>
      <p>
        {isElsewhere.value && destination.value !== '' ? text.replay.whereTo(destination.value) : text.replay.where}
      </p>
      <Destination isElsewhere={isElsewhere} destination={destination} />
      <div class="field">
        <label for="rate">{text.replay.rate}</label>
        <input class="input" id="rate" inputMode="numeric" value={rate.value} aria-invalid={!isRateRight}
          aria-describedby="rate-hint" onInput={event => (rate.value = event.currentTarget.value.trim())} />
        <span id="rate-hint" class={isRateRight ? 'hint' : 'wrong'}>
          {isRateRight ? text.replay.rateHint : text.replay.rateWrong}
        </span>
      </div>
      {ids !== null && ids.length > MAX_NAMED && <p class="muted">{text.replay.batches(wanted.length)}</p>}
      {error.value !== null && <ProblemNote error={error.value} />}
      <Curl line={wanted.map(request => curlOf('POST', redrivePath(queue), writeJson(request))).join('\n')} />
    </Dialog>
  );
}

interface DestinationProps {
  isElsewhere: { value: boolean };
  destination: { value: string };
}

function Destination({ isElsewhere, destination }: DestinationProps): JSX.Element {
  return (
    <fieldset class="fieldset">
      <legend>{text.replay.destination}</legend>
      <label class="choice">
        <input type="radio" name="where" checked={!isElsewhere.value} onChange={() => (isElsewhere.value = false)} />
        {text.replay.origin}
      </label>
      <label class="choice">
        <input type="radio" name="where" checked={isElsewhere.value} onChange={() => (isElsewhere.value = true)} />
        {text.replay.other}
      </label>
      {isElsewhere.value && (
        <input class="input" list="queue-names" aria-label={text.replay.otherName} placeholder={text.replay.otherName}
          value={destination.value} onInput={event => (destination.value = event.currentTarget.value.trim())} />
      )}
      <QueueNames />
    </fieldset>
  );
}
