import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { useSignal, useSignalEffect } from '@preact/signals';
import { Empty } from '../../components/Empty';
import { QueueHead } from '../../components/QueueHead';
import { StateMark } from '../../components/StateMark';
import { MessageTable } from '../../message/MessageTable';
import { OpenMessage } from '../../message/OpenMessage';
import { ReplayDialog } from '../../replay/ReplayDialog';
import { ReplayProgress } from '../../replay/ReplayProgress';
import type { PageProps } from '../../shell/lazy';
import { asOf, depthOf, queues, running, sourcesOf } from '../../state/live';
import { MessageList } from '../../state/message-list';
import { Selection } from '../../state/selection';
import { text } from '../../text';
import { DEAD_COLUMNS } from './columns';
import { SelectionBar } from './SelectionBar';

/** The dead letters of one queue: look, choose, replay. */
export function QueueDeadPage({ at }: { at: PageProps }): JSX.Element {
  const name = at['queue']!;
  const list = useMemo(() => new MessageList(name, 'visible'), [name]);
  const selection = useMemo(() => new Selection(), [name]);
  const asking = useSignal<'selected' | 'all' | null>(null);
  const queue = queues.value?.find(each => each.name === name);
  const total = queue === undefined ? null : depthOf(queue);
  useEffect(() => () => list.stop(), [list]);
  useSignalEffect(() => {
    // Each look at the counts is the beat for the list too; it stands still while something is chosen.
    void asOf.value;
    if (selection.size.value === 0 && asking.value === null)
      void list.reload();
  });

  const sources = sourcesOf.value.get(name) ?? [];
  return (
    <div class="split">
      <div class="page">
        <QueueHead queue={name} tab="dead">
          {total !== null && total > 0 && selection.size.value === 0 && (
            <button type="button" class="button" onClick={() => (asking.value = 'all')}>
              {text.replay.all(total)}
            </button>
          )}
        </QueueHead>
        {running.value.filter(redrive => redrive.queue === name).map(redrive => (
          <ReplayProgress key={redrive.taskId} redrive={redrive} />
        ))}
        {selection.size.value > 0
          ? <SelectionBar selection={selection} onReplay={() => (asking.value = 'selected')} />
          : sources.length > 0 && <p class="muted">{text.dead.from(sources.join(', '))}</p>}
        <MessageTable label={text.dead.of(name)} list={list} columns={DEAD_COLUMNS} total={total} selection={selection}
          empty={(
            <Empty title={<StateMark state="done">{text.dead.goodTitle}</StateMark>}>
              <p>{text.dead.goodQueue(name)}</p>
            </Empty>
          )} />
        {asking.value !== null && (
          <ReplayDialog queue={name} ids={asking.value === 'all' ? null : [...selection.keys]} total={total ?? 0}
            onClose={() => (asking.value = null)}
            onStarted={() => {
              selection.clear();
              asking.value = null;
            }} />
        )}
      </div>
      <OpenMessage list={list} />
    </div>
  );
}
