import { count } from '../format/number';

/** The texts of one message. */
export const messageText = {
  title: 'Message',
  copyId: 'Copy id',
  again: 'Send again',
  reason: 'Reason',
  detail: 'Detail',
  source: 'Came from',
  died: 'Died',
  sent: 'Sent',
  receives: 'Receive count',
  firstReceived: 'First received',
  visibleUntil: 'Visible from',
  sequence: 'Sequence number',
  group: 'Message group',
  replays: 'Replayed',
  times: (n: number, by?: string): string =>
    `${n === 1 ? 'once' : `${count(n)} times`}${by === undefined ? '' : `, by ${by}`},`,
  held: 'A receiver holds this message',
  deduplication: 'Deduplication id',
  type: 'Content type',
  attributes: 'Attributes',
  number: 'number',
  truth: 'true or false',
  bytes: 'base64',
};

/** The texts of deleting messages. */
export const removeText = {
  button: 'Delete',
  asCurl: 'Delete as curl',
  undo: 'Undo',
  soon: (n: number, queue: string): string =>
    `${n === 1 ? '1 message' : `${count(n)} messages`} of ${queue} will be deleted in 5 seconds.`,
  done: (deleted: number, inFlight: number, notFound: number): string => [
    `${count(deleted)} deleted`,
    ...(inFlight > 0 ? [`${count(inFlight)} kept, since receivers hold them`] : []),
    ...(notFound > 0 ? [`${count(notFound)} were gone`] : []),
  ].join(', '),
  failed: (deleted: number, why: string): string => `${count(deleted)} deleted, then it stopped: ${why}`,
};
