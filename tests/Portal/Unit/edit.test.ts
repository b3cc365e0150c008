import { expect, test } from 'vitest';
import { ExactNumber } from '#/api/json';
import type { Message } from '#/api/types';
import { diffLines, withContext } from '#/edit/diff';
import { changesOf, editOf, isRight } from '#/edit/draft';
import { exportLines, importLines } from '#/format/lines';
import { emptyDraft, messagesOf, wrongs } from '#/pages/send/draft';

const message: Message = {
  messageId: 'id', sequenceNumber: 1, body: '{"a":12345678901234567890}', contentType: 'application/json',
  attributes: { n: new ExactNumber('98765432109876543210'), t: 'text', b: { base64: 'AA==' } },
  enqueuedAt: '2026-11-30T00:00:00Z', receiveCount: 1,
};

test('what is not touched is not sent', () => {
  expect(changesOf(message, editOf(message))).toEqual({});
  expect(changesOf(message, { ...editOf(message), body: 'b' })).toEqual({ body: 'b' });
  const attributes = editOf(message).attributes.slice(1);
  expect(Object.keys(changesOf(message, { ...editOf(message), attributes }).attributes ?? {})).toEqual(['t', 'b']);
});

test('bytes are edited as base64, and only as base64', () => {
  const bytes: Message = { ...message, bodyBase64: 'AAEC' };
  expect(changesOf(bytes, { ...editOf(bytes), body: 'AA\nEC' })).toEqual({ bodyBase64: 'AAEC' });
  expect(isRight({ ...editOf(bytes), body: 'no base64!' }, bytes)).toBe(false);
  expect(isRight(editOf(bytes), bytes)).toBe(true);
});

test('a difference is the least that tells it', () => {
  expect(diffLines('a\nb\nc', 'a\nx\nc')).toEqual([
    { kind: 'same', text: 'a' }, { kind: 'old', text: 'b' }, { kind: 'new', text: 'x' }, { kind: 'same', text: 'c' },
  ]);
  expect(diffLines('a', 'a')).toEqual([{ kind: 'same', text: 'a' }]);
  expect(diffLines('a\nb', 'a\nb\nc').filter(line => line.kind !== 'same')).toEqual([{ kind: 'new', text: 'c' }]);
});

test('far from changes there is one gap', () => {
  const lines = diffLines('1\n2\n3\n4\n5\n6', '1\n2\n3\n4\n5\nx');
  expect(withContext(lines, 1).map(line => line?.text ?? null)).toEqual([null, '5', '6', 'x']);
});

test('what was exported can be sent, with every digit', () => {
  const lines = exportLines([message]);
  expect(lines).toContain('98765432109876543210');
  const [again] = importLines(`${lines}\n`);
  expect(again?.body).toBe(message.body);
  expect(exportLines([again as Message])).toContain('"n":98765432109876543210');
  expect(again).not.toHaveProperty('messageId');
  expect(() => importLines('{"body":"a"}\nnonsense')).toThrow('2');
});

test('each copy has an id of its own, which another try has too', () => {
  const draft = { ...emptyDraft(), body: 'x', copies: '3' };
  const ids = messagesOf(draft).map(each => each.deduplicationId);
  expect(new Set(ids).size).toBe(3);
  expect(messagesOf(draft).map(each => each.deduplicationId)).toEqual(ids);
});

test('what is wrong is said at its field', () => {
  const draft = {
    ...emptyDraft(), delaySeconds: '901', copies: '0',
    attributes: [{ name: 'a b', type: 'text', value: '' }, { name: 'n', type: 'number', value: '01' }] as const,
  };
  expect(Object.keys(wrongs({ ...draft, attributes: [...draft.attributes] }, true)).sort()).toEqual(
    ['attribute0', 'attribute1', 'copies', 'delaySeconds', 'groupId']);
});
