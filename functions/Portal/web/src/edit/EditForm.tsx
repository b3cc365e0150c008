import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { editMessage, messagePath } from '../api/messages';
import { curlOf } from '../api/curl';
import { writeJson } from '../api/json';
import { Problem } from '../api/problem';
import type { Tagged } from '../api/client';
import type { Message, MessageEdit } from '../api/types';
import { ActButton } from '../components/ActButton';
import { Curl } from '../components/Curl';
import { Field } from '../components/Field';
import { ProblemNote } from '../components/ProblemNote';
import { AttributeRows } from '../pages/send/AttributeRows';
import { jsonFault } from '../pages/send/json-fault';
import { look } from '../state/live';
import { lack } from '../state/me';
import { tell } from '../state/notice';
import { sendText } from '../pages/send/text';
import { Diff } from './Diff';
import { asText, changesOf, editOf, isRight, keepEdit, keptEdit, wrongOf, type EditDraft } from './draft';
import { findOut, isDoubtful } from './outcome';
import { editText } from './text';

const LINES = 12;

interface Props {
  queue: string;
  seen: Tagged<Message>;
  /** Where a replay goes; null where there is no origin to go back to. */
  destination: string | null;
  /** Loads the message again as it is now. */
  onReload: () => Promise<void>;
  onDone: () => void;
}

/** Changes a message as it came, shows what that changes, and replays it in the same step if asked to. */
export function EditForm({ queue, seen, destination, onReload, onDone }: Props): JSX.Element {
  const message = seen.value;
  const draft = useSignal<EditDraft>(keptEdit(queue, message.messageId) ?? editOf(message));
  const status = useSignal<'idle' | 'saving' | 'looking'>('idle');
  const error = useSignal<unknown>(null);
  const note = useSignal<string | null>(null);
  const before = editOf(message);
  const changes = changesOf(message, draft.value);
  const isChanged = Object.keys(changes).length > 0;
  const isFree = isRight(draft.value, message) && status.value === 'idle';
  const fault = message.bodyBase64 === undefined ? jsonFault(draft.value.body) : null;

  function change(part: Partial<EditDraft>): void {
    draft.value = { ...draft.value, ...part };
    keepEdit(queue, message.messageId, draft.value);
  }

  function finish(what: string): void {
    keepEdit(queue, message.messageId, null);
    tell(what);
    void look();
    onDone();
  }

  async function save(edit: MessageEdit): Promise<void> {
    if (!isFree)
      return;
    status.value = 'saving';
    error.value = note.value = null;
    const done = edit.replay === undefined ? editText.saved : editText.replayed(destination ?? '');
    try {
      await editMessage(queue, message, edit, seen.tag);
      finish(done);
      return;
    } catch (failure) {
      error.value = failure;
    }

    if (isDoubtful(error.value)) {
      status.value = 'looking';
      const outcome = await findOut(queue, message, edit, edit.replay === undefined ? null : destination);
      if (outcome === 'done') {
        finish(done);
        return;
      }
      error.value = null;
      note.value = editText.outcomes[outcome];
    }
    status.value = 'idle';
  }

  async function takeTheirs(): Promise<void> {
    await onReload();
    error.value = null;
  }

  const isOutdated = error.value instanceof Problem && error.value.code === 'MessageChanged';
  const needs = lack(['peek', queue], ['redrive', queue]);
  return (
    <div class="stack">
      <Field label={editText.body} value={draft.value.body} lines={LINES} isMono
        hint={fault === null ? '' : <span class="state-inFlight">{editText.notJson(fault)}</span>}
        onInput={body => change({ body })} />
      <Field label={sendText.contentType} value={draft.value.contentType} isMono
        onInput={contentType => change({ contentType })} />
      <AttributeRows rows={draft.value.attributes} wrongOf={i => wrongOf(draft.value, i)}
        onChange={attributes => change({ attributes })} />
      {isChanged && <Diff before={asText(before)} after={asText(draft.value)} />}
      {note.value !== null && <p class="state-inFlight" role="alert">{note.value}</p>}
      {status.value === 'looking' && <p role="status">{editText.looking}</p>}
      {error.value !== null && (
        <ProblemNote error={error.value} {...(isOutdated ? { again: () => void takeTheirs() } : {})} />
      )}
      <div class="row">
        {destination !== null && (
          <ActButton kind="primary" lack={needs ?? lack(['send', destination])} disabled={!isFree}
            onClick={() => void save({ ...changes, replay: {} })}>
            {isChanged ? editText.saveAndReplay(destination) : editText.replay(destination)}
          </ActButton>
        )}
        <ActButton lack={needs} disabled={!isFree || !isChanged} onClick={() => void save(changes)}>
          {editText.save}
        </ActButton>
        <button type="button" class="button plain"
          onClick={() => {
            keepEdit(queue, message.messageId, null);
            onDone();
          }}>
          {editText.discard}
        </button>
      </div>
      <Curl line={curlOf('PATCH', messagePath(queue, message),
        writeJson(destination === null ? changes : { ...changes, replay: {} }), seen.tag)} />
    </div>
  );
}
