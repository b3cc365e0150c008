import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { ActButton } from '../../components/ActButton';
import { Empty } from '../../components/Empty';
import { QueueHead } from '../../components/QueueHead';
import { StateMark } from '../../components/StateMark';
import { ChosenBar } from '../../message/ChosenBar';
import { deleteLater } from '../../message/delete';
import { exportMessages } from '../../message/export';
import { MessageTable } from '../../message/MessageTable';
import { OpenMessage } from '../../message/OpenMessage';
import { SearchBar } from '../../message/SearchBar';
import { ReplayDialog, type Replayed } from '../../replay/ReplayDialog';
import { ReplayProgress } from '../../replay/ReplayProgress';
import { Groups } from '../../rows/groups';
import { SearchRows } from '../../rows/SearchRows';
import { useRows } from '../../rows/useRows';
import type { PageProps } from '../../shell/lazy';
import { filterOf } from '../../state/filter';
import { depthOf, queues, running, sourcesOf } from '../../state/live';
import { lack, may } from '../../state/me';
import { place } from '../../state/place';
import { replayText } from '../../replay/text';
import { text } from '../../text';
import { DEAD_COLUMNS } from './columns';
import { GroupBar } from './GroupBar';

/** The dead letters of one queue: look, choose, replay. */
export function QueueDeadPage({ at }: { at: PageProps }): JSX.Element {
  const name = at['queue']!;
  const filter = filterOf(place.value.query);
  const { rows, selection, chosen } = useRows(name, 'all', filter);
  const asking = useSignal<Replayed | null>(null);
  const queue = queues.value?.find(each => each.name === name);
  const total = queue === undefined ? null : depthOf(queue);
  const mine = running.value.filter(redrive => redrive.queue === name);
  const groups = useGroups(name, total, mine.length > 0);
  const isBusy = mine.length > 0;
  const wasBusy = useRef(false);
  function reload(): void {
    if (may('peek', name))
      rows.reload();
  }

  useEffect(() => {
    // What a replay has moved is no longer here.
    if (wasBusy.current && !isBusy)
      reload();
    wasBusy.current = isBusy;
  }, [isBusy, rows]);

  function remove(): void {
    deleteLater(name, chosen(), reload);
    selection.clear();
  }

  const missing = lack(['redrive', name]);
  const sources = sourcesOf.value.get(name) ?? [];
  const isChosen = selection.size.value > 0;
  return (
    <div class="split">
      <div class="page">
        <QueueHead queue={name} tab="dead">
          {total !== null && total > 0 && !isChosen && filter === null && (
            <ActButton lack={missing} onClick={() => (asking.value = { kind: 'all', count: total })}>
              {replayText.all(total)}
            </ActButton>
          )}
        </QueueHead>
        {mine.map(redrive => <ReplayProgress key={redrive.taskId} redrive={redrive} />)}
        {sources.length > 0 && total === 0 && <p class="muted">{text.dead.from(sources.join(', '))}</p>}
        <GroupBar groups={groups} />
        {total !== null && total > 0 && <SearchBar rows={rows} total={total} />}
        {!isChosen && filter !== null && rows instanceof SearchRows && (
          <div class="row">
            <ActButton lack={missing} disabled={rows.status.value.found === 0}
              onClick={() => (asking.value = { kind: 'matching', filter, count: matching(rows) })}>
              {replayText.matchingButton(matching(rows))}
            </ActButton>
          </div>
        )}
        {isChosen && (
          <ChosenBar queue={name} selection={selection} chosen={chosen} removeLack={lack(['purge', name])}
            onRemove={remove} onExport={() => exportMessages(name, chosen())}>
            <ActButton kind="primary" lack={missing} shortcut="r"
              onClick={() => (asking.value = { kind: 'chosen', messages: chosen() })}>
              {replayText.button}
            </ActButton>
          </ChosenBar>
        )}
        <MessageTable label={text.dead.of(name)} name="dead" rows={rows} columns={DEAD_COLUMNS} selection={selection}
          empty={filter === null ? (
            <Empty title={<StateMark state="done">{text.dead.goodTitle}</StateMark>}>
              <p>{text.dead.goodQueue(name)}</p>
            </Empty>
          ) : <p role="status">{text.search.nothing}</p>} />
        {asking.value !== null && (
          <ReplayDialog queue={name} what={asking.value} onClose={() => (asking.value = null)}
            onStarted={() => {
              selection.clear();
              asking.value = null;
              reload();
            }} />
        )}
      </div>
      <OpenMessage rows={rows} />
    </div>
  );
}

/** How many messages a filter finds; null before all were looked at. */
function matching(rows: SearchRows): number | null {
  const { found, isWhole } = rows.status.value;
  return isWhole ? found : null;
}

/** The groups of a queue, counted again when its number of messages has changed. */
function useGroups(name: string, total: number | null, isBusy: boolean): Groups {
  const groups = useMemo(() => new Groups(name), [name]);
  const mayPeek = may('peek', name);
  useEffect(() => () => groups.stop(), [groups]);
  useEffect(() => {
    if (mayPeek && total !== null)
      groups.refresh(total, isBusy);
  }, [groups, total, mayPeek, isBusy]);
  return groups;
}
