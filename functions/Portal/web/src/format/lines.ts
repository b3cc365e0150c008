import { parseJson, writeJson } from '../api/json';
import type { Message, NewMessage } from '../api/types';

/** A message as a line that can be sent again; what the service sets is beside what a send takes. */
export function exportLines(messages: readonly Message[]): string {
  return messages.map(message => `${writeJson(message)}\n`).join('');
}

/** Members of a line that a send takes; all others say what became of a message. */
const SENT = ['body', 'bodyBase64', 'contentType', 'attributes', 'groupId', 'delaySeconds'] as const;

/** What lines of JSON have to send. Fails with the number of the first line that is none. */
export function importLines(text: string): NewMessage[] {
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '')
      return [];
    const message = readLine(line);
    if (message === null)
      throw new RangeError(`${i + 1}`);
    return [message];
  });
}

function readLine(line: string): NewMessage | null {
  try {
    const value = parseJson(line) as Record<string, unknown> | null;
    if (typeof value?.['body'] !== 'string' && typeof value?.['bodyBase64'] !== 'string')
      return null;
    return Object.fromEntries(SENT.filter(name => value[name] !== undefined).map(name => [name, value[name]]));
  } catch {
    return null;
  }
}
