import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { Empty } from '../../components/Empty';
import { Link } from '../../components/Link';
import { ProblemNote } from '../../components/ProblemNote';
import { Skeleton } from '../../components/Skeleton';
import { StateMark } from '../../components/StateMark';
import { Table } from '../../components/Table';
import type { PageProps } from '../../shell/lazy';
import { asOf, depthOf, queues, running, sourcesOf } from '../../state/live';
import { MessageList } from '../../state/message-list';
import { Selection } from '../../state/selection';
import { text } from '../../text';
import { ReplayDialog } from '../../replay/ReplayDialog';
import { ReplayProgress } from '../../replay/ReplayProgress';
import { DEAD_COLUMNS } from './columns';

/** The dead letters of one queue: look, choose, replay. */
export function QueueDeadPage({ at }: { at: PageProps }): JSX.Element {
  const name = at['queue']!;
  const list = useMemo(() => new MessageList(name, 'visible'), [name]);
  const selection = useMemo(() => new Selection(), [name]);
  const isAsking = useSignal<'selected' | 'all' | null>(null);
  const total = useComputed(() => {
    const queue = queues.value?.find(each => each.name === name);
    return queue === undefined ? null : depthOf(queue);
  });
  const mine = running.value.filter(redrive => redrive.queue === name);
  useEffect(() => () => list.stop(), [list]);
  useSignalEffect(() => {
    // Each look at the counts is the beat for the list too; it stands still while something is chosen.
    void asOf.value;
    if (selection.size.value === 0 && isAsking.value === null)
      void list.reload();
  });

  const messages = list.messages.value;
  const sources = sourcesOf.value.get(name) ?? [];
  return (
    <div class="page">
      <div class="page-head">
        <div>
          <nav class="crumbs" aria-label={text.dead.title}><Link to="/dead">{text.dead.title}</Link> <span>/</span></nav>
          <h1>{name}</h1>
        </div>
        <div class="page-actions">
          {total.value !== null && total.value > 0 && selection.size.value === 0 && (
            <button type="button" class="button" onClick={() => (isAsking.value = 'all')}>
              {text.replay.all(total.value)}
            </button>
          )}
        </div>
      </div>
      {sources.length > 0 && <p class="muted">{text.dead.from(sources.join(', '))}</p>}
      {mine.map(redrive => <ReplayProgress key={redrive.taskId} redrive={redrive} />)}
      {list.error.value !== null && <ProblemNote error={list.error.value} again={() => void list.reload()} />}
      {messages === null ? (list.error.value === null && <Skeleton />) : messages.length === 0 ? (
        <Empty title={<StateMark state="done">{text.dead.goodTitle}</StateMark>}>
          <p>{text.dead.goodQueue(name)}</p>
        </Empty>
      ) : (
        <>
          {selection.size.value > 0 && (
            <div class="selection-bar" role="toolbar" aria-label={text.dead.selected(selection.size.value)}>
              <strong>{text.dead.selected(selection.size.value)}</strong>
              <button type="button" class="button primary" onClick={() => (isAsking.value = 'selected')}>
                {text.replay.button}
              </button>
              <button type="button" class="button plain" onClick={() => selection.clear()}>{text.dead.clear}</button>
            </div>
          )}
          <Table label={text.dead.of(name)} columns={DEAD_COLUMNS} rows={messages} keyOf={each => each.messageId}
            selection={selection} selectLabel={each => text.dead.select(each.messageId)}
            selectAllLabel={text.dead.selectAll}
            foot={(
              <div class="table-foot row">
                <span class="muted">{text.dead.shown(messages.length, Math.max(total.value ?? 0, messages.length))}</span>
                {list.hasMore && (
                  <button type="button" class="button" disabled={list.isLoading.value} onClick={() => void list.more()}>
                    {text.dead.more}
                  </button>
                )}
              </div>
            )} />
        </>
      )}
      {isAsking.value !== null && (
        <ReplayDialog queue={name} ids={isAsking.value === 'all' ? null : [...selection.keys]} total={total.value ?? 0}
          onClose={() => (isAsking.value = null)}
          onStarted={() => {
            selection.clear();
            isAsking.value = null;
          }} />
      )}
    </div>
  );
}
