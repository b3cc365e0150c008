import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { cancelRedrive } from '../api/redrives';
import type { Redrive } from '../api/types';
import { ActButton } from '../components/ActButton';
import { ProblemNote } from '../components/ProblemNote';
import { Progress } from '../components/Progress';
import { perSecond } from '../format/number';
import { duration } from '../format/time';
import { look } from '../state/live';
import { lack } from '../state/me';
import { behindOf, leftOf, rateOf } from './rate';
import { replayText } from './text';

/** A replay that runs: how far it is, how fast, how long it will take, and how to stop it. */
export function ReplayProgress({ redrive }: { redrive: Redrive }): JSX.Element {
  const error = useSignal<unknown>(null);
  const isStopping = useSignal(redrive.state === 'cancelling');
  const rate = rateOf(redrive, Date.now());
  const left = leftOf(redrive, Date.now());

  async function stop(): Promise<void> {
    isStopping.value = true;
    try {
      await cancelRedrive(redrive.taskId);
      await look();
    } catch (failure) {
      isStopping.value = false;
      error.value = failure;
    }
  }

  return (
    <section class="progress-panel" aria-label={replayText.progress(redrive.queue)}>
      <span class="row">
        <strong>{replayText.moved(redrive)}</strong>
        {rate !== null && left !== null && (
          <span class="muted">{replayText.rateNow(perSecond(rate))} · {replayText.left(duration(left))}</span>
        )}
      </span>
      <ActButton lack={lack(['redrive', redrive.queue])} disabled={isStopping.value} onClick={() => void stop()}>
        {isStopping.value ? replayText.stopping : replayText.stop}
      </ActButton>
      <Progress done={behindOf(redrive)} total={redrive.total} label={replayText.progress(redrive.queue)} />
      {error.value !== null && <ProblemNote error={error.value} />}
    </section>
  );
}
