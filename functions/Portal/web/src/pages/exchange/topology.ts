import { getExchange, listBindings, type Binding, type Exchange } from '../../api/exchanges';
import { Problem } from '../../api/problem';
import { bindingText } from '../../format/binding';
import { exchangeText } from './text';

/** What a way leads to. */
export interface End {
  kind: 'queue' | 'exchange';
  name: string;
}

/** One step that a message can take out of an exchange: by a binding, or to the alternate. */
export interface Way {
  key: string;
  exchange: string;
  /** Of its binding; empty for the alternate. */
  bindingId: string;
  label: string;
  to: End;
}

/** What can be reached from an exchange. */
export interface Topology {
  start: string;
  /** In the order in which they are come upon. */
  exchanges: string[];
  ways: Way[];
  /** True if there is more than can be drawn. */
  isCut: boolean;
}

/** More boxes than this are no picture any more. */
export const MOST_BOXES = 60;

/** Asks each exchange that is come upon. What may not be seen, or is not there, is an end. */
export async function loadTopology(start: string, signal: AbortSignal): Promise<Topology> {
  const exchanges: string[] = [];
  const ways: Way[] = [];
  const waiting = [start];
  const seen = new Set(waiting);
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    exchanges.push(name);
    for (const way of await waysOf(name, signal)) {
      ways.push(way);
      if (way.to.kind === 'exchange' && !seen.has(way.to.name)) {
        seen.add(way.to.name);
        waiting.push(way.to.name);
      }
    }
    if (exchanges.length + ways.length + endsOf(ways).length > MOST_BOXES)
      return { start, exchanges, ways, isCut: true };
  }
  return { start, exchanges, ways, isCut: false };
}

async function waysOf(name: string, signal: AbortSignal): Promise<Way[]> {
  try {
    const [exchange, bindings] = await Promise.all([
      getExchange(name, signal), listBindings(name, signal, MOST_BOXES),
    ]);
    return [...bindings.map(wayOf), ...alternateOf(exchange)];
  } catch (error) {
    if (error instanceof Problem && (error.status === 403 || error.status === 404))
      return [];
    throw error;
  }
}

export function wayOf(binding: Binding): Way {
  return {
    key: `${binding.exchange}/${binding.bindingId}`,
    exchange: binding.exchange,
    bindingId: binding.bindingId,
    label: bindingText(binding),
    to: binding.queue !== undefined
      ? { kind: 'queue', name: binding.queue } : { kind: 'exchange', name: binding.toExchange! },
  };
}

export function alternateOf({ name, alternateExchange }: Pick<Exchange, 'name' | 'alternateExchange'>): Way[] {
  return alternateExchange === undefined ? [] : [{
    key: `${name}/`, exchange: name, bindingId: '', label: exchangeText.else,
    to: { kind: 'exchange', name: alternateExchange },
  }];
}

/** Everything that ways lead to, each once. */
export function endsOf(ways: readonly Way[]): End[] {
  return [...new Map(ways.map(way => [keyOf(way.to), way.to])).values()];
}

export function keyOf({ kind, name }: End): string {
  return `${kind} ${name}`;
}
