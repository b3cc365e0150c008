import { expect, test } from 'vitest';
import { Selection } from '#/state/selection';

const ROWS = ['a', 'b', 'c', 'd', 'e'];
const ORDER = (): string[] => ROWS;

test('a range goes from the last row that was chosen', () => {
  const selection = new Selection();
  selection.toggle('b', ORDER, false);
  selection.toggle('d', ORDER, true);
  expect([...selection.keys]).toEqual(['b', 'c', 'd']);
  selection.toggle('c', ORDER, false);
  expect([...selection.keys]).toEqual(['b', 'd']);
});

test('a range without a beginning is one row', () => {
  const selection = new Selection();
  selection.toggle('c', ORDER, true);
  expect([...selection.keys]).toEqual(['c']);
});

test('rows that are gone are forgotten', () => {
  const selection = new Selection();
  selection.set(ROWS);
  selection.keep(['b', 'x']);
  expect([...selection.keys]).toEqual(['b']);
});
