import type { Allow } from '../../api/types';
import { text } from '../../text';

/** What one entry of a key's rights says, in words. */
export function allowText({ role, actions, queues }: Allow): string {
  const where = queues.includes('*') ? text.keys.everywhere : queues.join(', ');
  return text.keys.on(role ?? (actions ?? []).join(', '), where);
}
