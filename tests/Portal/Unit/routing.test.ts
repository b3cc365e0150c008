import { expect, test } from 'vitest';
import { bindingText } from '#/format/binding';
import { writeJson } from '#/api/json';
import type { Route } from '#/api/exchanges';
import { matchOf, wrongCondition, type ConditionRow } from '#/pages/exchange/conditions';
import { BOX_HEIGHT, layoutOf } from '#/pages/exchange/layout';
import { litBy, reachedBy } from '#/pages/exchange/lit';
import { queryOfTry, requestOf, tryOf, wrongsOf } from '#/pages/exchange/try';
import { alternateOf, wayOf, type Topology } from '#/pages/exchange/topology';
import { isExchangeName } from '#/pages/routing/names';

const topology: Topology = {
  start: 'shop', exchanges: ['shop', 'log', 'lost'], isCut: false,
  ways: [
    wayOf({ bindingId: 'a', exchange: 'shop', queue: 'bills', routingKey: 'paid' }),
    wayOf({ bindingId: 'b', exchange: 'shop', toExchange: 'log' }),
    ...alternateOf({ name: 'shop', alternateExchange: 'lost' }),
    wayOf({ bindingId: 'c', exchange: 'log', queue: 'all' }),
    // The same content has the same id, whichever exchange it is bound to.
    wayOf({ bindingId: 'c', exchange: 'lost', queue: 'all' }),
  ],
};
const route = (change: Partial<Route>): Route => ({ queues: [], alternates: [], unroutable: false, ...change });

test('the ways that a message takes light up, and no others', () => {
  const lit = litBy(topology, route({ queues: [{ queue: 'all', bindings: [['b', 'c']] }] }));
  expect([...lit].sort()).toEqual(['log/c', 'shop/b']);
});

test('a way over the alternate is told as one', () => {
  const answer = route({ queues: [{ queue: 'all', bindings: [['c']] }], alternates: ['lost'] });
  expect([...litBy(topology, answer)].sort()).toEqual(['lost/c', 'shop/']);
  expect(reachedBy(topology, answer)[0]!.paths[0]!.map(way => way.exchange)).toEqual(['shop', 'lost']);
});

test('what reaches nothing shows whom it has asked in vain', () => {
  expect([...litBy(topology, route({ unroutable: true, alternates: ['lost'] }))]).toEqual(['shop/']);
  expect(litBy(topology, route({ unroutable: true })).size).toBe(0);
});

test('a way that is not known is left out', () => {
  expect(reachedBy(topology, route({ queues: [{ queue: 'x', bindings: [['z']] }] }))).toEqual([
    { queue: 'x', paths: [] },
  ]);
});

test('boxes of a column do not lie on each other, and each line joins two of them', () => {
  const { boxes, lines, height } = layoutOf(topology);
  expect(boxes).toHaveLength(3 + 5 + 4);
  expect(lines).toHaveLength(10);
  for (const x of new Set(boxes.map(box => box.x))) {
    const heights = boxes.filter(box => box.x === x).map(box => box.y).sort((a, b) => a - b);
    for (const [i, y] of heights.entries())
      expect(i === 0 || y - heights[i - 1]! >= BOX_HEIGHT).toBe(true);
  }
  expect(Math.max(...boxes.map(box => box.y + BOX_HEIGHT))).toBe(height);
});

test('what is asked goes into the address and comes back', () => {
  const draft = {
    keys: 'order.paid\norder.sent', attributes: [{ name: 'country', type: 'text' as const, value: 'DE=1' }],
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(queryOfTry(draft)))
    for (const each of [value ?? []].flat())
      query.append(name, each);
  expect(tryOf(query)).toEqual(draft);
  expect(tryOf(new URLSearchParams())).toBeNull();
  expect(tryOf(new URLSearchParams('try=yes&attribute=odd:a=b'))!.attributes).toEqual([]);
});

test('one key is the routing key, several are keys, none is the empty key', () => {
  expect(requestOf({ keys: 'a\nb', attributes: [] })).toEqual({ routingKeys: ['a', 'b'] });
  expect(requestOf({ keys: 'a', attributes: [] })).toEqual({ routingKey: 'a' });
  expect(writeJson(requestOf({ keys: '', attributes: [{ name: 'n', type: 'number', value: '12345678901234567890' }] })))
    .toBe('{"routingKey":"","attributes":{"n":12345678901234567890}}');
  expect(wrongsOf({ keys: 'a\na', attributes: [] })['keys']).toBeDefined();
  const odd = { keys: 'a', attributes: [{ name: 'b', type: 'boolean' as const, value: 'yes' }] };
  expect(wrongsOf(odd)['attribute0']).toBeDefined();
});

test('conditions are written as the API takes them', () => {
  const rows: ConditionRow[] = [
    { name: 'a', kind: 'text', value: '1' }, { name: 'b', kind: 'number', value: '1.0' },
    { name: 'c', kind: 'anyOf', value: '["DE", 1, true]' }, { name: 'd', kind: 'there', value: '' },
    { name: 'e', kind: 'missing', value: '' }, { name: 'f', kind: 'prefix', value: 'x' },
    { name: 'g', kind: 'boolean', value: 'false' },
  ];
  for (const row of rows)
    expect(wrongCondition(row, rows)).toBeNull();
  expect(writeJson(matchOf('any', rows))).toBe(
    '{"mode":"any","attributes":{"a":"1","b":1.0,"c":{"anyOf":["DE",1,true]},"d":{"exists":true},'
    + '"e":{"exists":false},"f":{"prefix":"x"},"g":false}}');
  expect(matchOf('all', [])).toBeUndefined();
  for (const value of ['', '[]', '{}', '[[1]]', '[null]'])
    expect(wrongCondition({ name: 'c', kind: 'anyOf', value }, [])).not.toBeNull();
});

test('bindings are told in words', () => {
  expect(bindingText({})).toBe('everything');
  expect(bindingText({
    routingKey: 'a.#', match: { mode: 'any', attributes: { x: { exists: false }, y: { anyOf: [1] }, z: true } },
  })).toBe('a.#, x is not there or y is one of [1] or z = true');
});

test('names are those that the service takes', () => {
  for (const name of ['orders.eu:1_x-y', 'a', 'a'.repeat(80)])
    expect(isExchangeName(name)).toBe(true);
  for (const name of ['', 'amq.x', 'a b', 'a'.repeat(81), 'ä'])
    expect(isExchangeName(name)).toBe(false);
});
