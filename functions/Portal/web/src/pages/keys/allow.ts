import type { Allow } from '../../api/types';
import { keysText } from './text';

/** What one entry of a key's rights says, in words. */
export function allowText({ role, actions, queues }: Allow): string {
  const where = queues.includes('*') ? keysText.everywhere : queues.join(', ');
  return keysText.on(role ?? (actions ?? []).join(', '), where);
}
