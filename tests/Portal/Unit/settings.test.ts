import { expect, test } from 'vitest';
import { matches } from '#/format/pattern';
import { changeOf, conflictsOf, wrongName, wrongNumber, wrongs, type Draft } from '#/pages/settings/fields';

const base: Draft = {
  numbers: {
    visibilityTimeoutSeconds: '30', delaySeconds: '0', retentionSeconds: '345600', maxMessageBytes: '1048576',
    receiveWaitSeconds: '0', partitions: '1',
  },
  deadQueue: '', maxReceiveCount: '3', contentBased: false, scope: 'queue', limit: 'perQueue',
  tags: [{ key: 'team', value: 'shop' }],
};
const withDelay = (delaySeconds: string): Draft => ({ ...base, numbers: { ...base.numbers, delaySeconds } });

test('only what was changed is sent', () => {
  expect(changeOf(base, base)).toEqual({});
  expect(changeOf(base, withDelay('0.5'))).toEqual({ delaySeconds: 0.5 });
  expect(changeOf(base, { ...base, maxReceiveCount: '9' })).toEqual({});
  expect(changeOf({ ...base, deadQueue: 'dead' }, base)).toEqual({ deadLetter: null });
});

test('tags are sent as a whole, and only if they differ', () => {
  const more = { ...base, tags: [{ key: 'stage', value: 'test' }, ...base.tags] };
  expect(changeOf(base, more)).toEqual({ tags: { stage: 'test', team: 'shop' } });
  expect(changeOf(more, { ...more, tags: more.tags.toReversed() })).toEqual({});
  expect(wrongs({ ...base, tags: [...base.tags, ...base.tags] })['tags']).toContain('same key');
  expect(wrongs({ ...base, tags: [{ key: '', value: 'x' }] })['tags']).toContain('1 to 128');
  expect(wrongs(base)).toEqual({});
});

test('a dead-letter queue and its receives are one setting', () => {
  const dead = (deadQueue: string, maxReceiveCount: string): Draft => ({ ...base, deadQueue, maxReceiveCount });
  expect(conflictsOf(dead('dead', '3'), dead('dead', '5'), dead('other', '3'))).toEqual([
    { name: 'deadLetter', theirs: 'dead after 5', mine: 'other after 3' },
  ]);
});

test('a setting that two have changed differently is a conflict', () => {
  expect(conflictsOf(base, withDelay('1'), withDelay('2'))).toEqual([{ name: 'delaySeconds', theirs: '1', mine: '2' }]);
  expect(conflictsOf(base, withDelay('1'), withDelay('1'))).toEqual([]);
  expect(conflictsOf(base, withDelay('1'), base)).toEqual([]);
});

test.each([
  ['0', true], ['900', true], ['0.001', true], ['0.0001', false], ['901', false], ['-1', false], ['', false],
  ['1e2', false],
])(
  '%s as a delay: %s', (value, isRight) => expect(wrongNumber(value, 0, 900, false) === null).toBe(isRight));

test.each([
  ['orders', true], ['a_b-C9.fifo', true], ['a.b', false], ['', false], ['x'.repeat(81), false], ['a/b', false],
])(
  '%s as a name: %s', (value, isRight) => expect(wrongName(value) === null).toBe(isRight));

test.each([
  ['*', 'anything', true], ['orders-*', 'orders-eu', true], ['orders-*', 'orders', false], ['?', 'a', true],
  ['?', '', false], ['a*b*c', 'axxbyyc', true], ['a*b*c', 'axxbyy', false], ['**', '', true], ['a', 'ab', false],
  ['*.fifo', 'a.fifo', true],
])('%s means %s: %s', (pattern, name, expected) => expect(matches(pattern, name)).toBe(expected));
