import type { RouteRequest } from '../../api/exchanges';
import { ATTRIBUTE_TYPES, attributesOf, wrongRow, type AttributeRow } from '../send/draft';
import { exchangeText } from './text';

/** A message as far as its route hangs on it, as it is typed. */
export interface TryDraft {
  /** A routing key a line. */
  keys: string;
  attributes: AttributeRow[];
}

const MOST_KEYS = 16;

/** Reads what the address says; null if it asks for nothing. */
export function tryOf(query: URLSearchParams): TryDraft | null {
  if (!query.has('try'))
    return null;
  return { keys: query.getAll('key').join('\n'), attributes: query.getAll('attribute').flatMap(rowOf) };
}

/** What the address says of it. */
export function queryOfTry(draft: TryDraft): Record<string, string | string[] | null> {
  return {
    try: 'yes', key: keysOf(draft),
    attribute: draft.attributes.map(({ name, type, value }) => `${type}:${name}=${value}`),
  };
}

export function requestOf(draft: TryDraft): RouteRequest {
  const keys = keysOf(draft);
  return {
    ...(keys.length > 1 ? { routingKeys: keys } : { routingKey: keys[0] ?? '' }),
    ...(draft.attributes.length === 0 ? {} : { attributes: attributesOf(draft.attributes) }),
  };
}

/** What is wrong, by field; attributes by their place. */
export function wrongsOf(draft: TryDraft): Record<string, string> {
  const found: Record<string, string> = {};
  const keys = keysOf(draft);
  if (keys.length > MOST_KEYS)
    found['keys'] = exchangeText.tooManyKeys(MOST_KEYS);
  else if (new Set(keys).size < keys.length)
    found['keys'] = exchangeText.keyTwice;
  for (const [i, row] of draft.attributes.entries()) {
    const wrong = wrongRow(row, draft.attributes);
    if (wrong !== null)
      found[`attribute${i}`] = wrong;
  }
  return found;
}

function keysOf({ keys }: TryDraft): string[] {
  return keys.split('\n').filter(key => key !== '');
}

/** One attribute of the address; one that is of no type that there is, is left out. */
function rowOf(text: string): AttributeRow[] {
  const [, typed, name, value] = /^(\w+):([^=]*)=(.*)$/s.exec(text) ?? [];
  const type = ATTRIBUTE_TYPES.find(each => each === typed);
  return type === undefined ? [] : [{ type, name: name!, value: value! }];
}
