import { expect, test } from 'vitest';
import type { Message } from '#/api/types';
import { perHour, type Scheduled } from '#/pages/scheduled/due';
import { filterText } from '#/pages/redrives/filter-text';

const at = (visibleUntil: string): Scheduled => ({ queue: 'q', message: { visibleUntil } as Message });

test('messages are counted by the hour in which they come', () => {
  const now = Date.parse('2026-11-30T10:30:00Z');
  const messages = ['10:29', '10:31', '11:29', '11:31', '13:31'].map(time => at(`2026-11-30T${time}:00Z`));
  expect(perHour(messages, now, 3)).toEqual([3, 1, 0]);
});

test('a filter is told in a line', () =>
  expect(filterText({ text: 'a\u202e', reason: 'rejected', attributes: { tenant: 'acme' } }))
    .toBe('"a⟨U+202E⟩", Reason: rejected, @tenant=acme'));
