import { useEffect } from 'preact/hooks';
import { useSignal, type Signal } from '@preact/signals';
import { getExchange, listBindings, listBindingsToExchange, type Binding, type Exchange } from '../../api/exchanges';
import { loadTopology, type Topology } from './topology';

/** All that a page about one exchange shows. */
export interface Seen {
  exchange: Exchange;
  bindings: Binding[];
  from: Binding[];
  topology: Topology;
}

interface Look {
  seen: Signal<Seen | null>;
  error: Signal<unknown>;
  again: () => void;
}

/** Looks at an exchange, and again when it is told to; what was seen before stays until then. */
export function useExchange(name: string): Look {
  const seen = useSignal<Seen | null>(null);
  const error = useSignal<unknown>(null);
  const turn = useSignal(0);
  useEffect(() => {
    const left = new AbortController();
    async function load(): Promise<void> {
      try {
        const [exchange, bindings, from, topology] = await Promise.all([
          getExchange(name, left.signal), listBindings(name, left.signal),
          listBindingsToExchange(name, left.signal), loadTopology(name, left.signal),
        ]);
        seen.value = { exchange, bindings, from, topology };
        error.value = null;
      } catch (failure) {
        if (!left.signal.aborted)
          error.value = failure;
      }
    }
    void load();
    return () => left.abort();
  }, [name, turn.value]);
  return { seen, error, again: () => void turn.value++ };
}
