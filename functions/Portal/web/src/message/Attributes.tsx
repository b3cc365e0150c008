import type { JSX } from 'preact';
import type { AttributeValue } from '../api/types';
import { ExactNumber } from '../api/json';
import { plain } from '../format/text';
import { messageText } from './text';

/** The attributes of a message, by name. */
export function Attributes({ attributes }: { attributes: Record<string, AttributeValue> }): JSX.Element | null {
  const all = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  if (all.length === 0)
    return null;
  return (
    <section aria-label={messageText.attributes}>
      <h3>{messageText.attributes}</h3>
      <dl class="facts mono">
        {all.map(([name, value]) => (
          <div key={name}>
            <dt>{plain(name)}</dt>
            <dd>{plain(attributeText(value))} <span class="muted">{attributeKind(value)}</span></dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function attributeText(value: AttributeValue): string {
  return typeof value === 'object' && !(value instanceof ExactNumber) ? value.base64 : `${value}`;
}

function attributeKind(value: AttributeValue): string {
  if (typeof value === 'string')
    return '';
  if (typeof value === 'boolean')
    return messageText.truth;
  return typeof value === 'number' || value instanceof ExactNumber ? messageText.number : messageText.bytes;
}
