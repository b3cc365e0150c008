import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { listBindingsToQueue, type Binding } from '../../api/exchanges';
import { BindingWay } from '../../components/BindingWay';
import { ProblemNote } from '../../components/ProblemNote';
import { text } from '../../text';

/** The bindings that lead to a queue, each with a link to its exchange. */
export function BoundFrom({ queue }: { queue: string }): JSX.Element | null {
  const bindings = useSignal<Binding[] | null>(null);
  const error = useSignal<unknown>(null);
  useEffect(() => {
    const left = new AbortController();
    async function load(): Promise<void> {
      try {
        bindings.value = await listBindingsToQueue(queue, left.signal);
      } catch (failure) {
        if (!left.signal.aborted)
          error.value = failure;
      }
    }
    void load();
    return () => left.abort();
  }, [queue]);

  if (error.value !== null)
    return <ProblemNote error={error.value} />;
  if (bindings.value === null)
    return null;
  return (
    <section class="stack">
      <h2>{text.queue.bindings}</h2>
      {bindings.value.length === 0 ? <p class="muted">{text.queue.noBindings}</p> : (
        <ul class="stack" aria-label={text.queue.bindings}>
          {bindings.value.map(binding => (
            <li key={`${binding.exchange}/${binding.bindingId}`}><BindingWay binding={binding} /></li>
          ))}
        </ul>
      )}
    </section>
  );
}
