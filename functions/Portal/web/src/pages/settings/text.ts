import { count } from '../../format/number';

/** The texts of the settings of a queue. */
export const settingsText = {
  labels: {
    visibilityTimeoutSeconds: 'Visibility timeout (s)',
    delaySeconds: 'Delay (s)',
    retentionSeconds: 'Retention (s)',
    receiveWaitSeconds: 'Wait of a receive (s)',
    maxMessageBytes: 'Largest message (bytes)',
    partitions: 'Partitions',
    deadQueue: 'Dead-letter queue',
    maxReceiveCount: 'Receives before that',
    contentBased: 'Equal contents are duplicates',
    scope: 'Duplicates are looked for in',
    limit: 'Throughput counts',
    tags: 'Tags',
  },
  hints: {
    visibilityTimeoutSeconds: '0 to 43200: how long a receiver has a message for itself',
    delaySeconds: '0 to 900: how long a new message waits before it can be received',
    retentionSeconds: '60 to 1209600: how long a message is kept at most',
    receiveWaitSeconds: '0 to 20: how long a receive waits for a first message',
    maxMessageBytes: '1024 to 1048576',
    partitions: '1 to 64: more of them carry more; order holds within each of them',
    deadQueue: 'Where messages go that fail too often. Empty: they stay',
    maxReceiveCount: '1 to 1000 receives; the next one moves the message. Empty: only when rejected',
    scope: 'queue: an id counts once in the whole queue. messageGroup: once in each group',
    limit: 'perMessageGroupId needs duplicates to be looked for in messageGroup',
    tags: 'Up to 50 words of your own about the queue, such as team or cost-centre',
  },
  equals: (words: string): string => `(${words})`,
  none: 'none',
  deadLetter: (queue: string, receives: string): string =>
    receives === '' ? `${queue} when rejected` : `${queue} after ${receives}`,
  tagKey: (n: number): string => `Key of tag ${n}`,
  tagValue: (n: number): string => `Value of tag ${n}`,
  removeTag: (key: string): string => `Remove tag ${key}`,
  addTag: 'Add tag',
  tagTwice: 'Two tags have the same key.',
  tooManyTags: (most: number): string => `A queue has at most ${most} tags.`,
  wrongTag: (key: number, value: number): string =>
    `A tag has a key of 1 to ${key} characters, and a value of at most ${value}.`,
  range: (min: number, max: number, isWhole: boolean): string =>
    `${isWhole ? 'A whole number' : 'A number'} from ${min} to ${max}.`,
  wrongName: '1 to 80 of A-Z a-z 0-9 _ -; a FIFO queue ends in .fifo.',
  save: 'Save settings',
  saved: 'Saved',
  undo: 'Undo changes',
  conflict: 'Somebody has changed the same settings meanwhile. Save again to replace their values with yours.',
  both: (theirs: string, mine: string): string => `now ${theirs}, yours ${mine}`,
  danger: 'What cannot be undone',
  purge: 'Purge queue',
  purgeWhat: (n: number, queue: string): string =>
    `All messages of ${queue} are deleted, ${count(n)} as far as is known. None can be brought back.`,
  remove: 'Delete queue',
  removeWhat: (n: number, queue: string): string =>
    `${queue} is deleted with its settings and ${count(n)} messages. None can be brought back.`,
};
