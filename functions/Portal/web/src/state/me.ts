import { effect, signal } from '@preact/signals';
import type { Allow, Me } from '../api/types';
import { matches } from '../format/pattern';
import { text } from '../text';

export type Action = 'send' | 'receive' | 'peek' | 'manage' | 'purge' | 'redrive' | 'keys' | 'metrics' | 'audit';

const STORED = 'portal.look-only';
const LOOKING: readonly Action[] = ['peek', 'metrics', 'audit'];

/** Who is signed in; null until the service has said so. */
export const me = signal<Me | null>(null);

/** True to be kept from changing anything by mistake. */
export const lookOnly = signal(sessionStorage.getItem(STORED) === 'yes');

effect(() => sessionStorage.setItem(STORED, lookOnly.value ? 'yes' : 'no'));

/** Whether an action may be done on a queue, or on the whole service. The service decides; this only mirrors it. */
export function may(action: Action, queue?: string): boolean {
  return has(action, queue) && (!lookOnly.value || LOOKING.includes(action));
}

/** The same of an exchange. */
export function mayOnExchange(action: Action, exchange: string): boolean {
  return hasOnExchange(action, exchange) && (!lookOnly.value || LOOKING.includes(action));
}

/** The same, whether or not changes are held back. */
function has(action: Action, queue?: string): boolean {
  return allowing(action).some(allow =>
    queue === undefined ? allow.queues.includes('*') : allow.queues.some(pattern => matches(pattern, queue)));
}

function hasOnExchange(action: Action, exchange: string): boolean {
  return allowing(action).some(allow => allow.exchanges?.some(pattern => matches(pattern, exchange)) === true);
}

/** Whether a page is of use to somebody who needs one of these on a queue, or on any; until it is known, it is. */
export function isOfUse(actions: readonly Action[], queue?: string): boolean {
  return me.value === null
    || actions.some(action => (queue === undefined ? allowing(action).length > 0 : has(action, queue)));
}

/** The same of exchanges; without a name, of any. Changes that are held back do not count. */
export function isOfUseOnExchange(actions: readonly Action[], exchange?: string): boolean {
  return me.value === null || actions.some(action => (exchange === undefined
    ? allowing(action).some(allow => allow.exchanges !== undefined) : hasOnExchange(action, exchange)));
}

function allowing(action: Action): Allow[] {
  return me.value?.allow.filter(allow => allow.actions?.includes(action) === true) ?? [];
}

/** Why something may not be done, for whoever wants to do it; null if it may. */
export function lack(...needs: readonly (readonly [Action, string?])[]): string | null {
  const missing = needs.find(([action, queue]) => !may(action, queue));
  return missing === undefined ? null : lackOf(...missing);
}

/** The same on an exchange. */
export function lackOnExchange(action: Action, exchange: string): string | null {
  return mayOnExchange(action, exchange) ? null : lackOf(action, exchange);
}

function lackOf(action: Action, name?: string): string {
  return lookOnly.value && !LOOKING.includes(action) ? text.rights.lookOnly : text.rights.needs(action, name);
}
