import { count } from '../../format/number';

/** The texts of the list of queues. */
export const queuesText = {
  title: 'Queues',
  filter: 'Filter by name',
  name: 'Queue',
  visible: 'Visible',
  inFlight: 'In flight',
  delayed: 'Delayed',
  dead: 'Dead',
  shared: 'shared',
  oldest: 'Oldest',
  lately: 'Last hour',
  latelyTitle: 'Messages that waited, in the last hour',
  in: 'In/s',
  out: 'Out/s',
  isDeadLetterQueue: 'dead letters',
  create: 'Create queue',
  newName: 'Name',
  nameHint: 'A name that ends in .fifo makes a queue that keeps order.',
  none: 'No queue matches this filter.',
  emptyTitle: 'There is no queue yet',
  empty: 'A queue is made by one call. Run this in a shell, and it appears here within five seconds:',
};

/** What needs attention, in words. */
export const attentionText = {
  title: 'Needs attention',
  dead: (n: number, queue: string): string =>
    n === 1 ? `1 dead letter in ${queue}` : `${count(n)} dead letters in ${queue}`,
  noDeadQueue: (queue: string, dead: string): string =>
    `The dead-letter queue ${dead} of ${queue} is not there: messages that fail stay in ${queue}`,
  old: (queue: string, age: string, kept: string): string =>
    `The oldest message of ${queue} is ${age} old and is deleted after ${kept}`,
  inFlight: (queue: string, n: number): string =>
    `${count(n)} messages of ${queue} are in flight; 120,000 is the most`,
  damaged: (queue: string): string => `Not all that is stored of ${queue} can be read`,
  redrive: (queue: string, why: string): string => `The last replay out of ${queue} has failed: ${why}`,
  more: (n: number): string => `and ${count(n)} more`,
};
