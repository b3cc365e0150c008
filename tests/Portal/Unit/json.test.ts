import { expect, test } from 'vitest';
import { ExactNumber, parseJson, writeJson } from '#/api/json';

test('numbers that a double cannot hold stay as they were written', () => {
  const text = '{"a":12345678901234567890,"b":[0.1,1.10,-1e400],"c":"12345678901234567890 \\" 1.10","d":7}';
  const value = parseJson(text) as { a: ExactNumber; d: number };
  expect(`${value.a}`).toBe('12345678901234567890');
  expect(value.d).toBe(7);
  expect(writeJson(value)).toBe(text);
});

test('a text that looks like an exact number stays a text', () => {
  const text = '{"a":12345678901234567890,"b":"exact123exact"}';
  expect((parseJson(text) as { b: unknown }).b).toBe('exact123exact');
});

test('what is no JSON is refused', () => {
  expect(() => parseJson('{"a":12345678901234567890')).toThrow(SyntaxError);
  expect(() => parseJson('<html>')).toThrow(SyntaxError);
});
