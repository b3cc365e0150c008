import type { Message, MessageState } from '../../api/types';
import type { Column } from '../../components/Table';
import { When } from '../../components/When';
import { bodyPreview } from '../../format/body';
import { count } from '../../format/number';
import { plain, shortId } from '../../format/text';
import { moment } from '../../format/time';
import { attributeText } from '../../message/Attributes';
import { text } from '../../text';

const CHIPS = 2;

export function messageColumns(state: MessageState): Column<Message>[] {
  return [
    {
      id: 'id', head: text.list.id, width: '128px',
      cell: message => <span class="mono" title={message.messageId}>{shortId(message.messageId)}</span>,
    },
    { id: 'preview', head: text.list.preview, cell: message => <span class="mono">{bodyPreview(message)}</span> },
    { id: 'attributes', head: text.list.attributes, width: '22%', isWide: true, cell: chips },
    {
      id: 'receives', head: text.list.receives, width: '88px', isNumber: true, isWide: true,
      cell: message => count(message.receiveCount),
    },
    ...(state === 'visible' ? [] : [due(state)]),
    { id: 'sent', head: text.list.sent, width: '152px', cell: message => <When time={message.enqueuedAt} /> },
  ];
}

function due(state: MessageState): Column<Message> {
  return {
    id: 'due', head: state === 'inFlight' ? text.list.back : text.list.due, width: '120px', isWide: true,
    cell: message => (message.visibleUntil === undefined ? '–' : moment(message.visibleUntil)),
  };
}

function chips(message: Message): preact.JSX.Element {
  const all = Object.entries(message.attributes ?? {});
  return (
    <>
      {all.slice(0, CHIPS).map(([name, value]) => (
        <span key={name} class="chip attribute">{plain(`${name}=${attributeText(value)}`)}</span>
      ))}
      {all.length > CHIPS && <span class="muted">{text.list.moreAttributes(all.length - CHIPS)}</span>}
    </>
  );
}
