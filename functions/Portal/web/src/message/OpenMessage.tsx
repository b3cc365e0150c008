import type { JSX } from 'preact';
import type { MessageList } from '../state/message-list';
import { place, setQuery } from '../state/place';
import { MessageDrawer } from './MessageDrawer';

/** The message that the address names, if the list has it. */
export function OpenMessage({ list }: { list: MessageList }): JSX.Element | null {
  const id = place.value.query.get('message');
  const message = id === null ? undefined : list.messages.value?.find(each => each.messageId === id);
  return message === undefined ? null : <MessageDrawer message={message} onClose={close} />;
}

function close(): void {
  setQuery({ message: null });
}
