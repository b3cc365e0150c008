import { call } from './client';

const PAGE = 1000;

/** All items of a listing, page by page. */
export async function allPages<T>(path: string, member: string, signal?: AbortSignal, most = Infinity): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const more = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await call<Record<string, T[]> & { cursor?: string }>(
      'GET', `${path}${path.includes('?') ? '&' : '?'}limit=${PAGE}${more}`, signal === undefined ? {} : { signal });
    items.push(...page[member]!);
    cursor = page.cursor;
  } while (cursor !== undefined && items.length < most);
  return items;
}
