import type { JSX } from 'preact';
import type { Queue } from '../../api/types';
import { curlOf } from '../../api/curl';
import { Count } from '../../components/Count';
import { CurlLine } from '../../components/Curl';
import { Empty } from '../../components/Empty';
import { ProblemNote } from '../../components/ProblemNote';
import { Skeleton } from '../../components/Skeleton';
import { StateMark } from '../../components/StateMark';
import { ListTable } from '../../components/ListTable';
import type { Column } from '../../components/Table';
import { duration } from '../../format/time';
import { deadCount, deadQueues } from '../../state/dead';
import { depthOf, look, queues, sourcesOf, trouble } from '../../state/live';
import { go } from '../../state/place';
import { text } from '../../text';
import { queuesText } from '../queues/text';

const COLUMNS: Column<Queue>[] = [
  { id: 'name', head: text.dead.queue, cell: queue => queue.name },
  { id: 'sources', head: text.dead.sources, isWide: true, cell: queue => sourcesOf.value.get(queue.name)?.join(', ') },
  {
    id: 'dead', head: text.dead.messages, width: '112px', isNumber: true,
    cell: queue => <Count value={depthOf(queue)} class="state-dead" />,
  },
  {
    id: 'oldest', head: queuesText.oldest, width: '112px', isNumber: true,
    cell: queue => (depthOf(queue) === 0 ? <span class="muted">–</span> : duration(queue.stats.oldestAgeSeconds)),
  },
];

/** The queues that collect dead letters. */
export function DeadPage(): JSX.Element {
  return (
    <div class="page">
      <div class="page-head"><h1>{text.dead.title}</h1></div>
      <Content />
    </div>
  );
}

function Content(): JSX.Element {
  if (queues.value === null)
    return trouble.value === null ? <Skeleton /> : <ProblemNote error={trouble.value} again={() => void look()} />;
  if (deadQueues.value.length === 0) {
    const body = '{"deadLetter": {"queue": "dead", "maxReceiveCount": 3}}';
    return (
      <Empty title={text.dead.noQueueTitle}>
        <p>{text.dead.noQueue}</p>
        <CurlLine line={curlOf('PATCH', '/v1/queues/hello', body)} />
      </Empty>
    );
  }

  return (
    <>
      {deadCount.value === 0 && (
        <p><StateMark state="done">{text.dead.goodTitle}</StateMark> <span class="muted">{text.dead.good}</span></p>
      )}
      <ListTable label={text.dead.title} columns={COLUMNS} rows={deadQueues.value} keyOf={queue => queue.name}
        onOpen={queue => go(`/queues/${encodeURIComponent(queue.name)}/dead`)} />
    </>
  );
}
