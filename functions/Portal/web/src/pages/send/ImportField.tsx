import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { send } from '../../api/send';
import type { NewMessage } from '../../api/types';
import { ActButton } from '../../components/ActButton';
import { ProblemNote } from '../../components/ProblemNote';
import { Progress } from '../../components/Progress';
import { StateMark } from '../../components/StateMark';
import { importLines } from '../../format/lines';
import { look } from '../../state/live';
import { lack } from '../../state/me';
import { newId } from './draft';
import { sendText } from './text';

const BATCH = 100;

/** Sends what was exported before: JSON Lines, a message each. What was sent is not sent again by another try. */
export function ImportField({ queue }: { queue: string }): JSX.Element {
  const messages = useSignal<NewMessage[] | null>(null);
  const sent = useSignal(0);
  const isSending = useSignal(false);
  const wrong = useSignal<string | null>(null);
  const error = useSignal<unknown>(null);

  async function take(file: File | undefined): Promise<void> {
    messages.value = wrong.value = error.value = null;
    sent.value = 0;
    if (file === undefined)
      return;
    try {
      const id = newId();
      messages.value = importLines(await file.text()).map((each, i) => ({ ...each, deduplicationId: `${id}-${i}` }));
    } catch (failure) {
      wrong.value = sendText.badLine((failure as Error).message);
    }
  }

  async function sendAll(all: readonly NewMessage[]): Promise<void> {
    isSending.value = true;
    error.value = null;
    try {
      while (sent.value < all.length) {
        const batch = all.slice(sent.value, sent.value + BATCH);
        await send(queue, batch);
        sent.value += batch.length;
      }
      await look();
    } catch (failure) {
      error.value = failure;
    } finally {
      isSending.value = false;
    }
  }

  const all = messages.value;
  return (
    <section class="danger-zone stack">
      <h2>{sendText.importTitle}</h2>
      <label class="field">
        <span class="label">{sendText.importFile}</span>
        <input class="input" type="file" accept=".jsonl" disabled={isSending.value}
          onChange={event => void take(event.currentTarget.files?.[0])} />
      </label>
      {wrong.value !== null && <p class="wrong" role="alert">{wrong.value}</p>}
      {error.value !== null && <ProblemNote error={error.value} />}
      {all !== null && sent.value < all.length && (
        <div class="row">
          <ActButton lack={lack(['send', queue])} disabled={isSending.value} onClick={() => void sendAll(all)}>
            {sendText.importButton(all.length - sent.value, queue)}
          </ActButton>
        </div>
      )}
      {all !== null && isSending.value && (
        <Progress done={sent.value} total={all.length} label={sendText.importTitle} />
      )}
      {all !== null && sent.value === all.length && (
        <p role="status"><StateMark state="done">{sendText.sent(all.length)}</StateMark></p>
      )}
    </section>
  );
}
