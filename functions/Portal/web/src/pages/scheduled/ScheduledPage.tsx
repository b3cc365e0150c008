import type { JSX } from 'preact';
import { useSignal, useSignalEffect } from '@preact/signals';
import { Empty } from '../../components/Empty';
import { ListTable } from '../../components/ListTable';
import { ProblemNote } from '../../components/ProblemNote';
import { Skeleton } from '../../components/Skeleton';
import type { Column } from '../../components/Table';
import { bodyPreview } from '../../format/body';
import { shortId } from '../../format/text';
import { duration, exact, moment } from '../../format/time';
import { asOf, queues } from '../../state/live';
import { may } from '../../state/me';
import { go } from '../../state/place';
import { text } from '../../text';
import { dueAt, MOST_QUEUES, perHour, scheduled, type Scheduled } from './due';
import { Histogram } from './Histogram';
import { scheduledText } from './text';

const HOURS = 24;
const SECOND = 1000;

const COLUMNS: Column<Scheduled>[] = [
  {
    id: 'id', head: text.list.id, width: '128px',
    cell: ({ message }) => <span class="mono" title={message.messageId}>{shortId(message.messageId)}</span>,
  },
  { id: 'preview', head: text.list.preview, cell: ({ message }) => <span class="mono">{bodyPreview(message)}</span> },
  { id: 'queue', head: scheduledText.queue, width: '18%', isWide: true, cell: ({ queue }) => queue },
  { id: 'due', head: text.list.due, width: '208px', cell: due },
];

/** The messages that wait for their time, of all queues, in the order in which they come. */
export function ScheduledPage(): JSX.Element {
  const found = useSignal<Scheduled[] | null>(null);
  const error = useSignal<unknown>(null);
  const delayed = (queues.value ?? [])
    .filter(queue => queue.stats.delayed > 0 && may('peek', queue.name))
    .sort((a, b) => b.stats.delayed - a.stats.delayed);

  useSignalEffect(() => {
    // Each look at the counts is the beat for this list too.
    if (asOf.value === null)
      return undefined;
    const stopping = new AbortController();
    scheduled(delayed.slice(0, MOST_QUEUES), stopping.signal)
      .then(messages => {
        found.value = messages;
        error.value = null;
      })
      .catch((failure: unknown) => {
        if (!stopping.signal.aborted)
          error.value = failure;
      });
    return () => stopping.abort();
  });

  const now = Date.now();
  return (
    <div class="page">
      <div class="page-head"><h1>{scheduledText.title}</h1></div>
      {error.value !== null && <ProblemNote error={error.value} />}
      {found.value === null && error.value === null && <Skeleton />}
      {found.value !== null && found.value.length === 0 && (
        <Empty title={scheduledText.emptyTitle}><p>{scheduledText.empty}</p></Empty>
      )}
      {found.value !== null && found.value.length > 0 && (
        <>
          <Histogram counts={perHour(found.value, now, HOURS)} now={now} />
          {delayed.length > MOST_QUEUES && <p class="muted">{scheduledText.partly(MOST_QUEUES, delayed.length)}</p>}
          <ListTable label={scheduledText.title} name="scheduled" columns={COLUMNS} rows={found.value}
            keyOf={({ queue, message }) => `${queue} ${message.messageId}`}
            onOpen={({ queue, message }) => go(
              `/queues/${encodeURIComponent(queue)}/messages?state=delayed&message=${message.messageId}`)} />
        </>
      )}
    </div>
  );
}

function due({ message }: Scheduled): JSX.Element {
  const at = dueAt(message);
  return (
    <time dateTime={exact(at)} title={exact(at)}>
      {moment(at)}<span class="muted"> · {scheduledText.within(duration((at - Date.now()) / SECOND))}</span>
    </time>
  );
}
