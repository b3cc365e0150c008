import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Tagged } from '../api/client';
import { messagePath } from '../api/messages';
import { curlOf } from '../api/curl';
import type { Message } from '../api/types';
import { Body } from '../body/Body';
import { contentOf } from '../body/content';
import { ActButton } from '../components/ActButton';
import { CopyButton } from '../components/CopyButton';
import { Curl } from '../components/Curl';
import { Drawer } from '../components/Drawer';
import { EditForm } from '../edit/EditForm';
import { plain } from '../format/text';
import { draftOf } from '../pages/send/draft';
import { keepDraft } from '../pages/send/kept';
import { lack } from '../state/me';
import { go, place, setQuery } from '../state/place';
import { editText } from '../edit/text';
import { Attributes } from './Attributes';
import { deleteLater } from './delete';
import { Facts } from './Facts';
import { messageText, removeText } from './text';

interface Props {
  queue: string;
  seen: Tagged<Message>;
  onReload: () => Promise<void>;
  onClose: () => void;
  /** When the message is no longer as the list has it. */
  onChanged: () => void;
}

/** Everything about one message, and what can be done with it. */
export function MessageDrawer({ queue, seen, onReload, onClose, onChanged }: Props): JSX.Element {
  const message = seen.value;
  const content = useMemo(() => contentOf(message), [message]);
  const isEditing = place.value.query.has('edit');
  const origin = message.deadLetter?.sourceQueue ?? null;
  return (
    <Drawer label={messageText.title} onClose={onClose}
      head={(
        <span class="row drawer-id">
          <h2 class="mono cut" title={message.messageId}>{plain(message.messageId)}</h2>
          <CopyButton value={message.messageId} label={messageText.copyId} />
        </span>
      )}>
      {isEditing ? (
        <EditForm key={message.messageId} queue={queue} seen={seen} destination={origin} onReload={onReload}
          onDone={() => {
            onClose();
            onChanged();
          }} />
      ) : (
        <>
          <Actions queue={queue} message={message} origin={origin}
            onRemove={() => {
              onClose();
              deleteLater(queue, [message], onChanged);
            }} />
          <Facts message={message} />
          <Attributes attributes={message.attributes ?? {}} />
          <Body key={message.messageId} content={content} name={message.messageId} />
          <Curl line={curlOf('GET', messagePath(queue, message))} />
        </>
      )}
    </Drawer>
  );
}

interface ActionsProps {
  queue: string;
  message: Message;
  origin: string | null;
  onRemove: () => void;
}

function Actions({ queue, message, origin, onRemove }: ActionsProps): JSX.Element {
  // A copy of a dead letter is meant for whoever did not handle it.
  const target = origin ?? queue;
  function sendAgain(): void {
    keepDraft(draftOf(message));
    go(`/queues/${encodeURIComponent(target)}/send`);
  }

  const isHeld = message.state === 'inFlight' ? messageText.held : null;
  return (
    <div class="row">
      <ActButton kind={origin === null ? undefined : 'primary'}
        lack={isHeld ?? lack(['peek', queue], ['redrive', queue])} onClick={() => setQuery({ edit: 'yes' })}>
        {origin === null ? editText.open : editText.openAndReplay}
      </ActButton>
      <ActButton lack={lack(['send', target])} onClick={sendAgain}>{messageText.again}</ActButton>
      <span class="apart">
        <ActButton kind="danger" lack={isHeld ?? lack(['purge', queue])} onClick={onRemove}>
          {removeText.button}
        </ActButton>
      </span>
    </div>
  );
}
