import { count } from '../../format/number';

/** The texts of the audit. */
export const text = {
  title: 'Audit',
  one: 'Call',
  what: 'Calls that change queues and keys, and calls that were refused, of all instances.',
  at: 'Time',
  key: 'Key',
  keyId: 'Id of the key',
  action: 'Action',
  queue: 'Queue',
  outcome: 'Outcome',
  address: 'From',
  detail: 'Detail',
  since: 'Since',
  sinces: { '1h': 'Last hour', '24h': 'Last 24 hours', '7d': 'Last 7 days', all: 'All that is kept' },
  any: 'any',
  filterKey: 'Id of the key is',
  filterQueue: 'Queue is',
  filterAction: 'Action contains',
  clear: 'Clear filter',
  none: 'No call fits this filter.',
  emptyTitle: 'Nothing is written down yet',
  empty: 'Each call that changes a queue or a key, and each that is refused, is listed here within 10 seconds.',
  shown: (n: number): string => n === 1 ? '1 call' : `${count(n)} calls`,
  more: 'Load older',
};
