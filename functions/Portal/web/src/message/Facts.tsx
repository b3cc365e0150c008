import type { ComponentChildren, JSX } from 'preact';
import type { Message } from '../api/types';
import { When } from '../components/When';
import { count } from '../format/number';
import { plain } from '../format/text';
import { text } from '../text';

/** What is known of a message beside its content. */
export function Facts({ message }: { message: Message }): JSX.Element {
  const dead = message.deadLetter;
  return (
    <dl class="facts">
      {dead !== undefined && (
        <>
          <Fact name={text.message.reason}><span class="state-dead">✕</span> {plain(dead.reason)}</Fact>
          {dead.detail !== undefined && <Fact name={text.message.detail}>{plain(dead.detail)}</Fact>}
          <Fact name={text.message.source}>{plain(dead.sourceQueue)}</Fact>
          <Fact name={text.message.died}><When time={dead.at} /></Fact>
        </>
      )}
      {message.replays !== undefined && (
        <Fact name={text.message.replays}>
          {text.message.times(message.replays.count, message.replays.by)} <When time={message.replays.at} />
        </Fact>
      )}
      <Fact name={text.message.sent}><When time={message.enqueuedAt} /></Fact>
      <Fact name={text.message.receives}>{count(message.receiveCount)}</Fact>
      {message.firstReceivedAt !== undefined && (
        <Fact name={text.message.firstReceived}><When time={message.firstReceivedAt} /></Fact>
      )}
      {message.visibleUntil !== undefined && (
        <Fact name={text.message.visibleUntil}><When time={message.visibleUntil} withAge={false} /></Fact>
      )}
      <Fact name={text.message.sequence}>{`${message.sequenceNumber}`}</Fact>
      {message.groupId !== undefined && <Fact name={text.message.group}>{plain(message.groupId)}</Fact>}
      {message.deduplicationId !== undefined && (
        <Fact name={text.message.deduplication}>{plain(message.deduplicationId)}</Fact>
      )}
      {message.contentType !== undefined && <Fact name={text.message.type}>{plain(message.contentType)}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
