import type { AttributeValue } from '../api/types';

/** Which messages are meant: those of which all holds that is given. */
export interface Filter {
  text?: string;
  attributes?: Record<string, AttributeValue>;
  groupId?: string;
  sourceQueue?: string;
  reason?: string;
  detail?: string;
  minReceiveCount?: number;
  after?: string;
  before?: string;
}

/** The members of a filter that are texts, and what they are called in the address. */
export const TEXTS = [
  ['text', 'text'], ['sourceQueue', 'source'], ['reason', 'reason'], ['detail', 'detail'], ['groupId', 'group'],
  ['after', 'after'], ['before', 'before'],
] as const;

const ATTRIBUTE = 'attribute';
const RECEIVES = 'receives';

/** The filter that an address says; null for none. What cannot be one is left out. */
export function filterOf(query: URLSearchParams): Filter | null {
  const filter: Filter = {};
  for (const [member, name] of TEXTS) {
    const value = query.get(name);
    if (value !== null && value !== '')
      filter[member] = value;
  }
  const attributes = query.getAll(ATTRIBUTE).filter(pair => pair.indexOf('=') > 0);
  if (attributes.length > 0)
    filter.attributes = Object.fromEntries(attributes.map(splitPair));
  const receives = query.get(RECEIVES);
  if (receives !== null && /^\d{1,9}$/.test(receives))
    filter.minReceiveCount = Number(receives);
  return Object.keys(filter).length === 0 ? null : filter;
}

/** The members of an address that say a filter; those of none are null, so that they leave the address. */
export function queryOf(filter: Filter | null): Record<string, string | string[] | null> {
  const attributes = Object.entries(filter?.attributes ?? {}).map(([name, value]) => `${name}=${String(value)}`);
  return {
    ...Object.fromEntries(TEXTS.map(([member, name]) => [name, filter?.[member] ?? null])),
    [ATTRIBUTE]: attributes.length === 0 ? null : attributes,
    [RECEIVES]: filter?.minReceiveCount === undefined ? null : String(filter.minReceiveCount),
  };
}

/** The name before the first equals sign, and all behind it. */
export function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}
