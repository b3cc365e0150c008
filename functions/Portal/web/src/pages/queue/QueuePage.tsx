import type { ComponentChildren, JSX } from 'preact';
import type { Queue, Totals as Counted } from '../../api/types';
import { Count } from '../../components/Count';
import { Link } from '../../components/Link';
import { ProblemNote } from '../../components/ProblemNote';
import { QueueHead } from '../../components/QueueHead';
import { Skeleton } from '../../components/Skeleton';
import { StateMark } from '../../components/StateMark';
import { When } from '../../components/When';
import { bytes, count, perSecond } from '../../format/number';
import { plain } from '../../format/text';
import { duration } from '../../format/time';
import type { PageProps } from '../../shell/lazy';
import { deadOf } from '../../state/dead';
import { depthOf, look, queues, sourcesOf, trouble } from '../../state/live';
import { isOfUse } from '../../state/me';
import { rates } from '../../state/rates';
import { replayText } from '../../replay/text';
import { text } from '../../text';
import { settingsText } from '../settings/text';
import { BoundFrom } from './BoundFrom';
import { Charts } from './charts/Charts';

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
  return (
    <>
      {queue.damaged === true && <p class="wrong" role="alert">{text.queue.damaged}</p>}
      <Now queue={queue} />
      <Charts queue={queue.name} />
      {queue.stats.totals !== undefined && <Totals totals={queue.stats.totals} />}
      <Settings queue={queue} />
      <BoundFrom queue={queue.name} />
    </>
  );
}

function Now({ queue }: { queue: Queue }): JSX.Element {
  const { stats } = queue;
  const messages = `/queues/${encodeURIComponent(queue.name)}/messages`;
  const dead = deadOf(queue);
  const rate = rates.value.get(queue.name);
  return (
    <dl class="figures" aria-label={text.queue.now}>
      <Figure name={<Link to={messages}><StateMark state="visible" /></Link>}><Count value={stats.visible} /></Figure>
      <Figure name={<Link to={`${messages}?state=inFlight`}><StateMark state="inFlight" /></Link>}>
        <Count value={stats.inFlight} />
      </Figure>
      <Figure name={<Link to={`${messages}?state=delayed`}><StateMark state="delayed" /></Link>}>
        <Count value={stats.delayed} />
      </Figure>
      {stats.held !== undefined && <Figure name={text.queue.held}><Count value={stats.held} /></Figure>}
      {dead !== null && dead.count !== null && (
        <Figure name={<Link to={`/queues/${encodeURIComponent(dead.queue)}/dead`}><StateMark state="dead" /></Link>}>
          <Count value={dead.count} />
        </Figure>
      )}
      {rate !== undefined && (
        <>
          <Figure name={text.queue.in}>{replayText.rateNow(perSecond(rate.sent))}</Figure>
          <Figure name={text.queue.out}>{replayText.rateNow(perSecond(rate.acked))}</Figure>
        </>
      )}
      <Figure name={text.queue.oldest}>{depthOf(queue) === 0 ? '–' : duration(stats.oldestAgeSeconds)}</Figure>
      <Figure name={text.queue.bytes}>{bytes(stats.bytes)}</Figure>
    </dl>
  );
}

function Totals({ totals }: { totals: Counted }): JSX.Element {
  return (
    <section>
      <h2>{text.queue.totals}</h2>
      <dl class="figures">
        {(Object.keys(text.queue.total) as (keyof Counted)[]).map(name => (
          <Figure key={name} name={text.queue.total[name]}><Count value={totals[name]} /></Figure>
        ))}
      </dl>
    </section>
  );
}

function Settings({ queue }: { queue: Queue }): JSX.Element {
  const tags = Object.entries(queue.tags);
  return (
    <section class="stack">
      <div class="row">
        <h2>{text.queue.tabs.settings}</h2>
        {isOfUse(['manage', 'purge'], queue.name) && (
          <Link to={`/queues/${encodeURIComponent(queue.name)}/settings`}>{text.queue.change}</Link>
        )}
      </div>
      <dl class="facts">
        <Fact name={settingsText.labels.deadQueue}><DeadQueue queue={queue} /></Fact>
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
        <Fact name={text.queue.facts.visibilityTimeoutSeconds}>{duration(queue.visibilityTimeoutSeconds)}</Fact>
        <Fact name={text.queue.facts.delaySeconds}>{duration(queue.delaySeconds)}</Fact>
        <Fact name={text.queue.facts.retentionSeconds}>{duration(queue.retentionSeconds)}</Fact>
        <Fact name={text.queue.facts.receiveWaitSeconds}>{duration(queue.receiveWaitSeconds)}</Fact>
        <Fact name={text.queue.facts.maxMessageBytes}>{bytes(queue.maxMessageBytes)}</Fact>
        <Fact name={settingsText.labels.partitions}>{count(queue.partitions)}</Fact>
        {tags.length > 0 && (
          <Fact name={text.queue.facts.tags}>
            <span class="row">
              {tags.map(([key, value]) => <span key={key} class="chip">{plain(`${key}=${value}`)}</span>)}
            </span>
          </Fact>
        )}
        <Fact name={text.queue.created}><When time={queue.createdAt} /></Fact>
        <Fact name={text.queue.modified}><When time={queue.modifiedAt} /></Fact>
      </dl>
    </section>
  );
}

function DeadQueue({ queue }: { queue: Queue }): JSX.Element {
  const exchange = queue.deadLetter?.exchange;
  if (exchange !== undefined) {
    return (
      <span class="row">
        <span>{text.queue.deadExchange}</span>
        <Link to={`/routing/${encodeURIComponent(exchange)}`}>{exchange}</Link>
        <span class="muted">{text.queue.after(queue.deadLetter!.maxReceiveCount)}</span>
      </span>
    );
  }
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
