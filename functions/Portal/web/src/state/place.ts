import { signal } from '@preact/signals';

/** Where the portal lives; all of its addresses begin so. */
export const BASE = '/portal';

export interface Place {
  /** Below the portal, with a leading slash. */
  path: string;
  query: URLSearchParams;
}

/** What the address bar says. */
export const place = signal<Place>(read());

addEventListener('popstate', () => {
  place.value = read();
});

/** Goes to an address below the portal, as a link would. */
export function go(to: string, replace = false): void {
  const url = BASE + to;
  if (replace)
    history.replaceState(null, '', url);
  else
    history.pushState(null, '', url);
  place.value = read();
}

/** Sets or takes away (null) what the query says, without a step in the history. */
export function setQuery(changes: Record<string, string | string[] | null>): void {
  const query = new URLSearchParams(place.value.query);
  for (const [name, value] of Object.entries(changes)) {
    query.delete(name);
    for (const each of value === null || value === '' ? [] : [value].flat())
      query.append(name, each);
  }
  const text = query.toString();
  go(place.value.path + (text === '' ? '' : `?${text}`), true);
}

function read(): Place {
  const path = location.pathname.startsWith(BASE) ? location.pathname.slice(BASE.length) : '/';
  return { path: path === '' ? '/' : path, query: new URLSearchParams(location.search) };
}
