import { ExactNumber } from '../../api/json';
import type { AttributeValue, Message, NewMessage } from '../../api/types';
import { base64Bytes } from '../../format/body';
import { bytes } from '../../format/number';
import { attributeText } from '../../message/Attributes';
import { settingsText } from '../settings/text';
import { strictFault } from './json-fault';
import { sendText } from './text';

export type AttributeType = 'text' | 'number' | 'boolean' | 'base64';

export const ATTRIBUTE_TYPES: readonly AttributeType[] = ['text', 'number', 'boolean', 'base64'];

export interface AttributeRow {
  name: string;
  type: AttributeType;
  value: string;
}

export type BodyKind = 'text' | 'json' | 'file';

/** What the form holds, as text. */
export interface SendDraft {
  kind: BodyKind;
  body: string;
  /** What a file holds; null while none is chosen. */
  bodyBase64: string | null;
  contentType: string;
  attributes: AttributeRow[];
  groupId: string;
  /** Also the form's own, so that what is sent twice by mistake is one message. */
  deduplicationId: string;
  delaySeconds: string;
  copies: string;
}

export const JSON_TYPE = 'application/json';
export const MOST_COPIES = 100;
export const MOST_DELAY = 900;
const MOST_ATTRIBUTES = 10;
const NAME = /^[\w.-]{1,256}$/;
export const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function emptyDraft(): SendDraft {
  return {
    kind: 'text', body: '', bodyBase64: null, contentType: '', attributes: [], groupId: '', deduplicationId: newId(),
    delaySeconds: '', copies: '1',
  };
}

/** A form filled with a message, to send it again as a new one. */
export function draftOf(message: Message): SendDraft {
  const body = message.body ?? '';
  const isJson = message.contentType === JSON_TYPE && strictFault(body) === null;
  return {
    ...emptyDraft(),
    kind: message.bodyBase64 !== undefined ? 'file' : isJson ? 'json' : 'text',
    body: message.body ?? '',
    bodyBase64: message.bodyBase64 ?? null,
    contentType: message.contentType ?? '',
    attributes: Object.entries(message.attributes ?? {}).map(([name, value]) => rowOf(name, value)),
    groupId: message.groupId ?? '',
  };
}

export function rowOf(name: string, value: AttributeValue): AttributeRow {
  const type = typeof value === 'string' ? 'text' : typeof value === 'boolean' ? 'boolean'
    : typeof value === 'number' || value instanceof ExactNumber ? 'number' : 'base64';
  return { name, type, value: attributeText(value) };
}

export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}

/** What is wrong, by field; attributes by their place. The most bytes of a body are those that the queue takes. */
export function wrongs(draft: SendDraft, isFifo: boolean, mostBytes: number): Record<string, string> {
  const found: Record<string, string> = {};
  const body = wrongBody(draft, mostBytes);
  if (body !== null)
    found['body'] = body;
  if (isFifo && draft.groupId === '')
    found['groupId'] = sendText.needsGroup;
  if (isFifo && draft.delaySeconds !== '')
    found['delaySeconds'] = sendText.noDelay;
  else if (draft.delaySeconds !== '' && !isBetween(draft.delaySeconds, 0, MOST_DELAY))
    found['delaySeconds'] = settingsText.range(0, MOST_DELAY, true);
  if (!isBetween(draft.copies, 1, MOST_COPIES))
    found['copies'] = settingsText.range(1, MOST_COPIES, true);
  for (const [i, row] of draft.attributes.entries()) {
    const wrong = wrongRow(row, draft.attributes);
    if (wrong !== null)
      found[`attribute${i}`] = wrong;
  }
  if (draft.attributes.length > MOST_ATTRIBUTES)
    found['attributes'] = sendText.tooMany(MOST_ATTRIBUTES);
  return found;
}

function wrongBody(draft: SendDraft, mostBytes: number): string | null {
  if (draft.kind === 'file' && draft.bodyBase64 === null)
    return sendText.noFileYet;
  const fault = draft.kind === 'json' ? strictFault(draft.body) : null;
  if (fault !== null)
    return sendText.wrongJson(fault);
  const size = draft.kind === 'file' && draft.bodyBase64 !== null
    ? base64Bytes(draft.bodyBase64) : new TextEncoder().encode(draft.body).length;
  return size > mostBytes ? sendText.tooLarge(bytes(size), bytes(mostBytes)) : null;
}

export function wrongRow(row: AttributeRow, all: readonly AttributeRow[]): string | null {
  if (!NAME.test(row.name))
    return sendText.attributeName;
  if (all.filter(each => each.name === row.name).length > 1)
    return sendText.attributeTwice;
  if (row.type === 'number' && !NUMBER.test(row.value))
    return sendText.attributeNumber;
  if (row.type === 'boolean' && row.value !== 'true' && row.value !== 'false')
    return sendText.attributeBoolean;
  return row.type === 'base64' && !BASE64.test(row.value) ? sendText.attributeBase64 : null;
}

export function attributesOf(rows: readonly AttributeRow[]): Record<string, AttributeValue> {
  return Object.fromEntries(rows.map(row => [row.name, valueOf(row)]));
}

/** The messages that the form stands for, each copy with an id of its own that a second try has too. */
export function messagesOf(draft: SendDraft): NewMessage[] {
  const one: NewMessage = {
    ...(draft.kind === 'file' ? { bodyBase64: draft.bodyBase64 ?? '' } : { body: draft.body }),
    ...(draft.contentType === '' ? {} : { contentType: draft.contentType }),
    ...(draft.attributes.length === 0 ? {} : { attributes: attributesOf(draft.attributes) }),
    ...(draft.groupId === '' ? {} : { groupId: draft.groupId }),
    ...(draft.delaySeconds === '' ? {} : { delaySeconds: +draft.delaySeconds }),
  };
  const copies = +draft.copies;
  return Array.from({ length: copies }, (_, i) => draft.deduplicationId === '' ? one : {
    ...one, deduplicationId: copies === 1 ? draft.deduplicationId : `${draft.deduplicationId}-${i + 1}`,
  });
}

function valueOf(row: AttributeRow): AttributeValue {
  switch (row.type) {
    case 'text':
      return row.value;
    case 'number':
      return new ExactNumber(row.value);
    case 'boolean':
      return row.value === 'true';
    default:
      return { base64: row.value };
  }
}

function isBetween(value: string, min: number, max: number): boolean {
  return /^\d+$/.test(value) && +value >= min && +value <= max;
}
