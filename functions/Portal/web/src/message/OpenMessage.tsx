import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { findMessage, getMessage } from '../api/messages';
import type { Tagged } from '../api/client';
import type { Message } from '../api/types';
import { Drawer } from '../components/Drawer';
import { ProblemNote } from '../components/ProblemNote';
import type { MessageRows } from '../rows/MessageRows';
import { may } from '../state/me';
import { place, setQuery } from '../state/place';
import { MessageDrawer } from './MessageDrawer';
import { messageText } from './text';

/** The message that the address names, whole and as it is now. */
export function OpenMessage({ rows }: { rows: MessageRows }): JSX.Element | null {
  const id = place.value.query.get('message');
  const seen = useSignal<Tagged<Message> | null>(null);
  const error = useSignal<unknown>(null);
  const mayPeek = may('peek', rows.queue);

  async function load(signal?: AbortSignal): Promise<void> {
    if (id === null || !mayPeek)
      return;
    const known = rows.loaded().find(each => each.messageId === id);
    try {
      const found = known === undefined
        ? await findMessage(rows.queue, id) : await getMessage(rows.queue, known, signal);
      if (signal?.aborted !== true) {
        seen.value = found;
        error.value = null;
      }
    } catch (failure) {
      if (signal?.aborted !== true)
        error.value = failure;
    }
  }

  useEffect(() => {
    const stopping = new AbortController();
    void load(stopping.signal);
    return () => stopping.abort();
  }, [id, rows, mayPeek]);

  if (id === null || (seen.value === null && error.value === null))
    return null;
  if (error.value !== null) {
    return (
      <Drawer label={messageText.title} head={<h2 class="mono cut">{id}</h2>} onClose={close}>
        <ProblemNote error={error.value} again={() => void load()} />
      </Drawer>
    );
  }
  return <MessageDrawer queue={rows.queue} seen={seen.value!} onReload={() => load()} onClose={close}
    onChanged={() => rows.reload()} />;
}

function close(): void {
  setQuery({ message: null, edit: null });
}
