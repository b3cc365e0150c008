import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { messagesPath, send } from '../../api/send';
import { curlOf } from '../../api/curl';
import { writeJson } from '../../api/json';
import { Problem } from '../../api/problem';
import type { SendResult } from '../../api/types';
import { ActButton } from '../../components/ActButton';
import { Curl } from '../../components/Curl';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/ProblemNote';
import { QueueHead } from '../../components/QueueHead';
import type { PageProps } from '../../shell/lazy';
import { look, queues } from '../../state/live';
import { lack } from '../../state/me';
import { AttributeRows } from './AttributeRows';
import { BodyField } from './BodyField';
import { ImportField } from './ImportField';
import { emptyDraft, messagesOf, newId, wrongs, type SendDraft } from './draft';
import { takeDraft } from './kept';
import { Sent } from './Sent';
import { sendText } from './text';

/** What any queue takes at most. */
const LARGEST = 1_048_576;

/** Sends a message that is made here, or a copy of another. */
export function SendPage({ at }: { at: PageProps }): JSX.Element {
  const name = at['queue']!;
  const isFifo = name.endsWith('.fifo');
  const draft = useSignal<SendDraft>(takeDraft() ?? emptyDraft());
  const isSending = useSignal(false);
  const results = useSignal<SendResult[] | null>(null);
  const error = useSignal<unknown>(null);
  const most = queues.value?.find(each => each.name === name)?.maxMessageBytes ?? LARGEST;
  const found = wrongs(draft.value, isFifo, most);
  const isReady = Object.keys(found).length === 0 && !isSending.value;
  const missing = lack(['send', name]);
  const change = (part: Partial<SendDraft>): void => void (draft.value = { ...draft.value, ...part });

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (!isReady || missing !== null)
      return;
    isSending.value = true;
    error.value = null;
    try {
      results.value = await send(name, messagesOf(draft.value));
      change({ deduplicationId: newId() });
      await look();
    } catch (failure) {
      // The id of the form stays, so that another try makes no second message.
      error.value = failure;
    } finally {
      isSending.value = false;
    }
  }

  return (
    <div class="page scrolls">
      <QueueHead queue={name} tab="send" />
      <form class="form" noValidate onSubmit={event => void submit(event)}>
        <BodyField draft={draft.value} wrong={found['body']} onChange={change} />
        <AttributeRows rows={draft.value.attributes} wrongOf={i => found[`attribute${i}`]}
          onChange={attributes => change({ attributes })} />
        {found['attributes'] !== undefined && <p class="wrong">{found['attributes']}</p>}
        <div class="fields">
          <Field label={sendText.group} value={draft.value.groupId} hint={sendText.groupHint} wrong={found['groupId']}
            onInput={groupId => change({ groupId })} />
          <Field label={sendText.deduplication} value={draft.value.deduplicationId} hint={sendText.deduplicationHint}
            isMono onInput={deduplicationId => change({ deduplicationId })} />
          <Field label={sendText.delay} value={draft.value.delaySeconds} isNumber
            disabled={isFifo && draft.value.delaySeconds === ''}
            hint={isFifo ? sendText.noDelay : sendText.delayHint} wrong={found['delaySeconds']}
            onInput={value => change({ delaySeconds: value.trim() })} />
          <Field label={sendText.copies} value={draft.value.copies} isNumber hint={sendText.copiesHint}
            wrong={found['copies']} onInput={value => change({ copies: value.trim() })} />
        </div>
        {error.value !== null && <ProblemNote error={error.value} />}
        {isUnknown(error.value) && <p>{sendText.unknown}</p>}
        {results.value !== null && <Sent queue={name} results={results.value} />}
        <div class="row">
          <ActButton isSubmit kind="primary" lack={missing} disabled={!isReady}>
            {isSending.value ? sendText.sending : sendText.button}
          </ActButton>
        </div>
        {isReady && <Curl line={curlOf('POST', messagesPath(name), writeJson({ messages: messagesOf(draft.value) }))}
          />}
      </form>
      <ImportField queue={name} />
    </div>
  );
}

/** True if the message may be stored although no answer says so. */
function isUnknown(error: unknown): boolean {
  return error instanceof Problem && (error.status === 0 || error.code === 'OutcomeUnknown');
}
