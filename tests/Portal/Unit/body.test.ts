import { expect, test } from 'vitest';
import { fromBase64, fromText, gunzip, isGzip, toBase64, toText } from '#/body/bytes';
import { linesWith, patternOf, placesIn } from '#/body/find';
import { isJson, layOut, lineText, tokensOf } from '#/body/json-lines';
import { unfolded, withoutFoldsOver } from '#/body/JsonBody';
import { base64Lines, hexLines } from '#/body/views';

function laidOut(text: string): string[] {
  const layout = layOut(text);
  return layout.lines.map(line =>
    '  '.repeat(line.depth) + tokensOf(layout, line).map(token => token.text).join(''));
}

test('JSON is laid out token by token', () => {
  expect(laidOut('{"a":[1,{"b":12345678901234567890}],"c":{},"d":[],"e":"x, {y}: \\"z\\""}')).toEqual([
    '{', '  "a": [', '    1,', '    {', '      "b": 12345678901234567890', '    }', '  ],', '  "c": {},', '  "d": [],',
    '  "e": "x, {y}: \\"z\\""', '}',
  ]);
});

test('a line that opens knows the line that closes it', () => {
  const { lines } = layOut('{"a":[1,2],"b":3}');
  expect(lines.map(line => line.closes ?? null)).toEqual([6, 4, null, null, null, null, null]);
  expect(unfolded(lines, new Set([1]))).toEqual([0, 1, 5, 6]);
});

test('a line that is looked for is in no fold', () => {
  const { lines } = layOut('{"a":[1,2],"b":[3]}');
  expect([...withoutFoldsOver(2, lines, new Set([0, 1, 5]))]).toEqual([5]);
  expect([...withoutFoldsOver(6, lines, new Set([0, 1, 5]))]).toEqual([1]);
  expect([...withoutFoldsOver(1, lines, new Set([1, 5]))]).toEqual([1, 5]);
});

test('a text is found as it is, whatever its case', () => {
  const layout = layOut('{"Name": "a.b", "c":[{"name":1}]}');
  const lines = (wanted: string): number[] =>
    linesWith(patternOf(wanted), layout.lines.length, i => lineText(layout, layout.lines[i]!));
  expect(lines('NAME')).toEqual([1, 4]);
  expect(lines('name": 1')).toEqual([4]);
  expect(lines('a.b')).toEqual([1]);
  expect(lines('[x]')).toEqual([]);
  expect(placesIn(patternOf('a+'), 'a+A+aa')).toEqual([0, 2]);
});

test.each([['{"a":1}', true], [' [1]', true], ['1', false], ['"a"', false], ['{a:1}', false], ['', false]])(
  '%j as something to lay out: %s', (text, expected) => expect(isJson(text)).toBe(expected));

test('bytes are bytes in every shape', () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, i) => i % 256);
  expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  expect(toText(bytes)).toBeNull();
  expect(toText(fromText('grün 🧨'))).toBe('grün 🧨');
  expect(hexLines(bytes)[1]).toBe('00000010  10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f  ················');
  expect(hexLines(fromText('A<b>'))[0]).toContain('41 3c 62 3e');
  expect(base64Lines(bytes).every(line => line.length <= 76)).toBe(true);
});

test('a gzip is unpacked, but not without bound', async () => {
  const text = 'x'.repeat(100_000);
  const packed = new Uint8Array(await new Response(
    new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer());
  expect(isGzip(packed)).toBe(true);
  expect(toText(await gunzip(packed, 100_000))).toBe(text);
  await expect(gunzip(packed, 99_999)).rejects.toThrow(RangeError);
});

test('a megabyte of JSON is laid out while nobody notices', () => {
  const item = '{"id":12345678901234567890,"name":"x","tags":["a","b"],"price":1.10}';
  const text = `[${Array.from({ length: Math.floor(1_048_576 / (item.length + 1)) }, () => item).join(',')}]`;
  // The time of the processor: other tests run beside this one.
  const begin = process.cpuUsage();
  expect(isJson(text)).toBe(true);
  const { lines } = layOut(text);
  unfolded(lines, new Set());
  const { user, system } = process.cpuUsage(begin);
  expect((user + system) / 1000).toBeLessThan(300);
  expect(lines.length).toBeGreaterThan(100_000);
});
