import type { ComponentChildren, JSX } from 'preact';
import type { Queue } from '../../api/types';
import { Count } from '../../components/Count';
import { Link } from '../../components/Link';
import { ProblemNote } from '../../components/ProblemNote';
import { QueueHead } from '../../components/QueueHead';
import { Skeleton } from '../../components/Skeleton';
import { StateMark } from '../../components/StateMark';
import { When } from '../../components/When';
import { bytes, count } from '../../format/number';
import { duration } from '../../format/time';
import type { PageProps } from '../../shell/lazy';
import { deadOf } from '../../state/dead';
import { depthOf, look, queues, sourcesOf, trouble } from '../../state/live';
import { text } from '../../text';

/** What a queue holds now, and what it is connected with. */
export function QueuePage({ at }: { at: PageProps }): JSX.Element {
  const name = at['queue']!;
  const queue = queues.value?.find(each => each.name === name);
  return (
    <div class="page scrolls">
      <QueueHead queue={name} tab="summary" />
      {queue !== undefined ? <Summary queue={queue} />
        : queues.value !== null ? <p role="status">{text.queue.gone(name)}</p>
        : trouble.value !== null ? <ProblemNote error={trouble.value} again={() => void look()} /> : <Skeleton />}
    </div>
  );
}

function Summary({ queue }: { queue: Queue }): JSX.Element {
  const { stats } = queue;
  const messages = `/queues/${encodeURIComponent(queue.name)}/messages`;
  return (
    <>
      {queue.damaged === true && <p class="wrong" role="alert">{text.queue.damaged}</p>}
      <dl class="figures">
        <Figure name={<Link to={messages}><StateMark state="visible" /></Link>}><Count value={stats.visible} /></Figure>
        <Figure name={<Link to={`${messages}?state=inFlight`}><StateMark state="inFlight" /></Link>}>
          <Count value={stats.inFlight} />
        </Figure>
        <Figure name={<Link to={`${messages}?state=delayed`}><StateMark state="delayed" /></Link>}>
          <Count value={stats.delayed} />
        </Figure>
        <Figure name={text.queue.oldest}>{depthOf(queue) === 0 ? '–' : duration(stats.oldestAgeSeconds)}</Figure>
        <Figure name={text.queue.bytes}>{bytes(stats.bytes)}</Figure>
      </dl>
      <dl class="facts">
        <Fact name={text.settings.labels.deadQueue}><DeadQueue queue={queue} /></Fact>
        {sourcesOf.value.has(queue.name) && (
          <Fact name={text.queue.collects}>
            {sourcesOf.value.get(queue.name)!.map((source, i) => (
              <span key={source}>
                {i > 0 && ', '}
                <Link to={`/queues/${encodeURIComponent(source)}`}>{source}</Link>
              </span>
            ))}
          </Fact>
        )}
        <Fact name={text.settings.labels.visibilityTimeoutSeconds}>{duration(queue.visibilityTimeoutSeconds)}</Fact>
        <Fact name={text.settings.labels.delaySeconds}>{duration(queue.delaySeconds)}</Fact>
        <Fact name={text.settings.labels.retentionSeconds}>{duration(queue.retentionSeconds)}</Fact>
        <Fact name={text.settings.labels.maxMessageBytes}>{bytes(queue.maxMessageBytes)}</Fact>
        <Fact name={text.settings.labels.partitions}>{count(queue.partitions)}</Fact>
        <Fact name={text.queue.created}><When time={queue.createdAt} /></Fact>
        <Fact name={text.queue.modified}><When time={queue.modifiedAt} /></Fact>
      </dl>
    </>
  );
}

function DeadQueue({ queue }: { queue: Queue }): JSX.Element {
  const dead = deadOf(queue);
  if (dead === null)
    return <span class="muted">{text.queue.noDeadQueue}</span>;
  if (dead.count === null)
    return <span class="state-dead">{text.queue.deadQueueGone(dead.queue)}</span>;
  return (
    <>
      <Link to={`/queues/${encodeURIComponent(dead.queue)}/dead`}>{dead.queue}</Link>
      <span class="muted"> · {text.queue.after(queue.deadLetter!.maxReceiveCount)}</span>
    </>
  );
}

function Figure({ name, children }: { name: ComponentChildren; children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const Fact = Figure;
