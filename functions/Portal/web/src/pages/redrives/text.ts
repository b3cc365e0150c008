import { count } from '../../format/number';

/** The texts of the list of replays. */
export const redrivesText = {
  title: 'Replays',
  emptyTitle: 'Nothing has been replayed yet',
  empty: 'A replay moves dead letters back to where they came from. It goes on without the browser.',
  queue: 'Out of',
  failure: 'Why',
  stayed: 'Stayed',
  stayedWhy: (n: number): string => `${count(n)}, since the queue that they came from is not there`,
  scanned: 'Looked at',
  filter: 'Filter',
  named: 'By name',
  by: 'By',
  ended: 'Ended',
  rest: 'Replay the rest',
  begun: (queue: string): string => `A replay out of ${queue} has begun.`,
  destination: 'To',
  state: 'State',
  moved: 'Moved',
  rate: 'Rate',
  started: 'Started',
  origin: 'their origin',
  fastest: 'fastest',
  perSecond: (rate: number): string => `${count(rate)}/s`,
};
