import type { JSX } from 'preact';
import type { Message } from '../api/types';
import { Fact } from '../components/Fact';
import { When } from '../components/When';
import { count } from '../format/number';
import { plain } from '../format/text';
import { messageText } from './text';

/** What is known of a message beside its content. */
export function Facts({ message }: { message: Message }): JSX.Element {
  const dead = message.deadLetter;
  return (
    <dl class="facts">
      {dead !== undefined && (
        <>
          <Fact name={messageText.reason}><span class="state-dead">✕</span> {plain(dead.reason)}</Fact>
          {dead.detail !== undefined && <Fact name={messageText.detail}>{plain(dead.detail)}</Fact>}
          <Fact name={messageText.source}>{plain(dead.sourceQueue)}</Fact>
          <Fact name={messageText.died}><When time={dead.at} /></Fact>
        </>
      )}
      {message.replays !== undefined && (
        <Fact name={messageText.replays}>
          {messageText.times(message.replays.count, message.replays.by)} <When time={message.replays.at} />
        </Fact>
      )}
      <Fact name={messageText.sent}><When time={message.enqueuedAt} /></Fact>
      <Fact name={messageText.receives}>{count(message.receiveCount)}</Fact>
      {message.firstReceivedAt !== undefined && (
        <Fact name={messageText.firstReceived}><When time={message.firstReceivedAt} /></Fact>
      )}
      {message.visibleUntil !== undefined && (
        <Fact name={messageText.visibleUntil}><When time={message.visibleUntil} withAge={false} /></Fact>
      )}
      <Fact name={messageText.sequence}>{`${message.sequenceNumber}`}</Fact>
      {message.groupId !== undefined && <Fact name={messageText.group}>{plain(message.groupId)}</Fact>}
      {message.deduplicationId !== undefined && (
        <Fact name={messageText.deduplication}>{plain(message.deduplicationId)}</Fact>
      )}
      {message.contentType !== undefined && <Fact name={messageText.type}>{plain(message.contentType)}</Fact>}
    </dl>
  );
}
