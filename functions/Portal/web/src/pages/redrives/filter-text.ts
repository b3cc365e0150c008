import type { Redrive } from '../../api/types';
import { count } from '../../format/number';
import { attributeText } from '../../message/Attributes';
import { plain } from '../../format/text';
import type { Filter } from '../../state/filter';
import { text } from '../../text';

/** A filter in a line. */
export function filterText(filter: Filter): string {
  const { attributes = {}, text: body, ...rest } = filter;
  return plain([
    ...(body === undefined ? [] : [`"${body}"`]),
    ...Object.entries(rest).map(([name, value]) =>
      `${text.search.parts[name as keyof typeof text.search.parts]}: ${String(value)}`),
    ...Object.entries(attributes).map(([name, value]) => `@${name}=${attributeText(value)}`),
  ].join(', '));
}

/** How many a replay has moved. Of how many is known only where all were to be moved that there were. */
export function movedText({ moved, total, filter }: Redrive): string {
  return filter === undefined ? text.list.shown(moved, total) : count(moved);
}
