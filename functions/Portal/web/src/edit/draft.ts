import type { Message, MessageEdit } from '../api/types';
import { attributesOf, rowOf, wrongRow, type AttributeRow } from '../pages/send/draft';

/** What the form of a message holds. A body of bytes is edited as base64. */
export interface EditDraft {
  body: string;
  contentType: string;
  attributes: AttributeRow[];
}

const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

export function editOf(message: Message): EditDraft {
  return {
    body: message.bodyBase64 ?? message.body ?? '',
    contentType: message.contentType ?? '',
    attributes: Object.entries(message.attributes ?? {}).map(([name, value]) => rowOf(name, value)),
  };
}

/** All of it as one text, for the eye to compare. */
export function asText(draft: EditDraft): string {
  return [
    ...(draft.contentType === '' ? [] : [`Content type: ${draft.contentType}`]),
    ...draft.attributes.map(row => `${row.name} (${row.type}): ${row.value}`),
    draft.body,
  ].join('\n');
}

/** What is wrong with the attribute in this place; undefined if nothing is. */
export function wrongOf(draft: EditDraft, index: number): string | undefined {
  return wrongRow(draft.attributes[index]!, draft.attributes) ?? undefined;
}

export function isRight(draft: EditDraft, message: Message): boolean {
  return draft.attributes.every((_, i) => wrongOf(draft, i) === undefined)
    && (message.bodyBase64 === undefined || BASE64.test(draft.body));
}

/** What the draft changes of the message: nothing else is sent, so that nothing else changes. */
export function changesOf(message: Message, draft: EditDraft): MessageEdit {
  const before = editOf(message);
  const edit: MessageEdit = {};
  if (draft.body !== before.body) {
    if (message.bodyBase64 === undefined)
      edit.body = draft.body;
    else
      edit.bodyBase64 = draft.body.replace(/\s/g, '');
  }
  if (draft.contentType !== before.contentType && draft.contentType !== '')
    edit.contentType = draft.contentType;
  if (JSON.stringify(draft.attributes) !== JSON.stringify(before.attributes))
    edit.attributes = attributesOf(draft.attributes);
  return edit;
}

const kept = (queue: string, id: string): string => `portal.edit.${queue}.${id}`;

/** Keeps what was typed until its answer has come, whatever happens to the page. */
export function keepEdit(queue: string, id: string, draft: EditDraft | null): void {
  if (draft === null)
    sessionStorage.removeItem(kept(queue, id));
  else
    sessionStorage.setItem(kept(queue, id), JSON.stringify(draft));
}

export function keptEdit(queue: string, id: string): EditDraft | null {
  const stored = sessionStorage.getItem(kept(queue, id));
  return stored === null ? null : (JSON.parse(stored) as EditDraft);
}
