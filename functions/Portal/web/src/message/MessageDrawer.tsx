import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Message } from '../api/types';
import { Body } from '../body/Body';
import { contentOf } from '../body/content';
import { CopyButton } from '../components/CopyButton';
import { Drawer } from '../components/Drawer';
import { plain } from '../format/text';
import { text } from '../text';
import { Attributes } from './Attributes';
import { Facts } from './Facts';

interface Props {
  message: Message;
  onClose: () => void;
}

/** Everything about one message. */
export function MessageDrawer({ message, onClose }: Props): JSX.Element {
  const content = useMemo(() => contentOf(message), [message.messageId, message.body, message.bodyBase64]);
  return (
    <Drawer label={text.message.title} onClose={onClose}
      head={(
        <span class="row drawer-id">
          <h2 class="mono cut" title={message.messageId}>{plain(message.messageId)}</h2>
          <CopyButton value={message.messageId} label={text.message.copyId} />
        </span>
      )}>
      <Facts message={message} />
      <Attributes attributes={message.attributes ?? {}} />
      <Body key={message.messageId} content={content} name={message.messageId} />
    </Drawer>
  );
}
