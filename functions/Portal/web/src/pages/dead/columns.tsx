import type { Message } from '../../api/types';
import type { Column } from '../../components/Table';
import { When } from '../../components/When';
import { bodyPreview } from '../../format/body';
import { count } from '../../format/number';
import { shortId } from '../../format/text';
import { text } from '../../text';

export const DEAD_COLUMNS: Column<Message>[] = [
  {
    id: 'id', head: text.list.id, width: '128px',
    cell: message => <span class="mono" title={message.messageId}>{shortId(message.messageId)}</span>,
  },
  { id: 'preview', head: text.list.preview, cell: message => <span class="mono">{bodyPreview(message)}</span> },
  {
    id: 'source', head: text.dead.source, width: '16%', isWide: true,
    cell: message => message.deadLetter?.sourceQueue ?? <span class="muted">{text.dead.notDead}</span>,
  },
  {
    id: 'reason', head: text.dead.reason, width: '16%', isWide: true,
    cell: message => message.deadLetter?.reason ?? <span class="muted">–</span>,
  },
  {
    id: 'receives', head: text.list.receives, width: '96px', isNumber: true, isWide: true,
    cell: message => count(message.receiveCount),
  },
  {
    id: 'died', head: text.dead.died, width: '152px',
    cell: message => <When time={message.deadLetter?.at ?? message.enqueuedAt} />,
  },
];
