import type { Allow } from '../../api/types';
import { keysText } from './text';

/** What one entry of a key's rights says, in words. */
export function allowText({ role, actions, queues, exchanges }: Allow): string {
  const isAll = queues.includes('*');
  // Who may do something with all queues may do it with all exchanges, unless it says otherwise.
  const named = (exchanges ?? []).filter(pattern => !(isAll && pattern === '*'));
  const where = [
    isAll ? keysText.everywhere : queues.join(', '),
    named.length === 0 ? '' : keysText.exchanges(named.join(', ')),
  ].filter(part => part !== '').join(', ');
  return keysText.on(role ?? (actions ?? []).join(', '), where);
}
