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
