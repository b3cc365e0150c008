import { expect, test } from 'vitest';
import { allowOf, wrongOf, type RightRow } from '#/pages/keys/rights';

const row = (queues: string): RightRow => ({ role: 'sender', queues });

test('each role is for the queues of its own patterns', () => {
  expect(allowOf([row('orders-*, mail'), { role: 'receiver', queues: ' dead ' }])).toEqual([
    { role: 'sender', queues: ['orders-*', 'mail'] }, { role: 'receiver', queues: ['dead'] },
  ]);
});

test.each([
  ['*', null], ['a b,c', null], [' ', 'at least one'], ['a b/c', 'b/c'],
  [Array.from({ length: 21 }, (_, i) => `q${i}`).join(), 'At most 20'],
])('the patterns %j of a role are wrong: %s', (queues, wrong) => {
  if (wrong === null)
    expect(wrongOf(row(queues))).toBeNull();
  else
    expect(wrongOf(row(queues))).toContain(wrong);
});
