import type { JSX } from 'preact';
import { queues } from '../state/live';

/** The names of all queues, for fields that take one. */
export function QueueNames(): JSX.Element {
  return (
    <datalist id="queue-names">
      {(queues.value ?? []).map(queue => <option key={queue.name} value={queue.name} />)}
    </datalist>
  );
}
