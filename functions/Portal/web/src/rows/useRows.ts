import { useEffect, useMemo } from 'preact/hooks';
import { useSignalEffect } from '@preact/signals';
import type { Message, MessageState } from '../api/types';
import type { Filter } from '../state/filter';
import { asOf, depthOf, queues } from '../state/live';
import { may } from '../state/me';
import { Selection } from '../state/selection';
import type { MessageRows } from './MessageRows';
import { PeekRows } from './PeekRows';
import { SearchRows } from './SearchRows';

export interface Rows {
  rows: PeekRows | SearchRows;
  selection: Selection;
  chosen: () => Message[];
}

/** The messages of a queue in a state that a filter finds, or all (null), and which of them are chosen. */
export function useRows(queue: string, state: MessageState | 'all', filter: Filter | null, from?: string): Rows {
  const key = JSON.stringify([filter, from]);
  const rows = useMemo(() => filter === null
    ? new PeekRows(queue, state, () => countOf(queue, state), from)
    : new SearchRows(queue, state, filter), [queue, state, key]);
  const selection = useMemo(() => new Selection(), [rows]);
  useEffect(() => () => rows.stop(), [rows]);
  useSignalEffect(() => {
    // Each look at the counts is the beat for the rows too; they stand still while something is chosen.
    void asOf.value;
    if (selection.size.value === 0 && may('peek', queue))
      rows.refresh();
  });
  return { rows, selection, chosen: () => chosenOf(rows, selection) };
}

function chosenOf(rows: MessageRows, selection: Selection): Message[] {
  return rows.loaded().filter(message => selection.has(message.messageId));
}

function countOf(name: string, state: MessageState | 'all'): number {
  const queue = queues.peek()?.find(each => each.name === name);
  if (queue === undefined)
    return 0;
  return state === 'all' ? depthOf(queue) : queue.stats[state];
}
