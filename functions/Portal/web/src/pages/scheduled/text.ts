import { count } from '../../format/number';

/** The texts of what is scheduled. */
export const scheduledText = {
  title: 'Scheduled',
  queue: 'Queue',
  histogram: (hours: number): string => `Messages an hour, in the next ${hours} hours`,
  hour: (from: string, n: number): string => `${count(n)} in the hour from ${from}`,
  within: (time: string): string => `in ${time}`,
  partly: (shown: number, all: number): string => `Of ${count(all)} queues the ${count(shown)} with the most.`,
  emptyTitle: 'Nothing is scheduled',
  empty: 'A message that is sent with a delay waits here until its time has come.',
};
