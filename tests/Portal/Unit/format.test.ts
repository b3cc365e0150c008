import { expect, test } from 'vitest';
import { base64Bytes } from '#/format/body';
import { bytes, shortCount } from '#/format/number';
import { plain, preview, shortId } from '#/format/text';
import { duration, moment } from '#/format/time';
import { zone } from '#/state/preferences';

test.each([
  [0, '0 s'], [59.9, '59 s'], [192, '3 m 12 s'], [3600, '1 h'], [90_061, '1 d 1 h'], [-5, '0 s'],
])('%d seconds are %s', (seconds, expected) => expect(duration(seconds)).toBe(expected));

test.each([[99_999, '99,999'], [100_000, '100K'], [1_234_567, '1.2M']])(
  '%d is %s', (value, expected) => expect(shortCount(value)).toBe(expected));

test.each([[0, '0 B'], [1023, '1023 B'], [1024, '1.0 KiB'], [1_048_576, '1.0 MiB']])(
  '%d bytes are %s', (value, expected) => expect(bytes(value)).toBe(expected));

test('what turns text around or is not seen is shown by its code', () => {
  expect(plain('a\u202egnp.exe\u0007\u200b')).toBe('a⟨U+202E⟩gnp.exe⟨U+0007⟩⟨U+200B⟩');
  expect(plain('line\n\ttab')).toBe('line\n\ttab');
  expect(preview('a\n\n  b')).toBe('a b');
});

test('the end of an id is never cut', () => {
  expect(shortId('d70b5227-a0d0-4c33-8000-000000000001')).toBe('d70b5227…0001');
  expect(shortId('short')).toBe('short');
});

test('a time of today has no date, an earlier one has', () => {
  zone.value = 'utc';
  const now = Date.parse('2026-11-30T14:03:22Z');
  expect(moment('2026-11-30T00:00:05Z', now)).toBe('00:00:05');
  expect(moment('2026-11-28T14:03:00Z', now)).toBe('Nov 28 14:03');
});

test('the bytes behind base64 are counted', () => {
  expect(base64Bytes('')).toBe(0);
  expect(base64Bytes('AA==')).toBe(1);
  expect(base64Bytes('AAAA')).toBe(3);
});
