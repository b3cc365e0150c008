import type { JSX } from 'preact';
import type { SendResult } from '../../api/types';
import { CopyButton } from '../../components/CopyButton';
import { Link } from '../../components/Link';
import { StateMark } from '../../components/StateMark';
import { messageText } from '../../message/text';
import { sendText } from './text';

interface Props {
  queue: string;
  results: readonly SendResult[];
}

/** What became of a send. */
export function Sent({ queue, results }: Props): JSX.Element {
  const copies = results.filter(result => result.deduplicated === true).length;
  const first = results[0]!;
  return (
    <div class="row" role="status">
      <StateMark state="done">{sendText.sent(results.length - copies)}</StateMark>
      {copies > 0 && <span>{sendText.deduplicated(copies)}</span>}
      {results.length === 1 && (
        <>
          <Link to={`/queues/${encodeURIComponent(queue)}/messages?message=${first.messageId}`}>
            <span class="mono">{first.messageId}</span>
          </Link>
          <CopyButton value={first.messageId} label={messageText.copyId} />
        </>
      )}
    </div>
  );
}
