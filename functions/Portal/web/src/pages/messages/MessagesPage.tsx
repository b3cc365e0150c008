import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { useSignalEffect } from '@preact/signals';
import type { MessageState } from '../../api/types';
import { Empty } from '../../components/Empty';
import { QueueHead } from '../../components/QueueHead';
import { Segments } from '../../components/Segments';
import { StateMark } from '../../components/StateMark';
import { shortCount } from '../../format/number';
import { MessageTable } from '../../message/MessageTable';
import { OpenMessage } from '../../message/OpenMessage';
import type { PageProps } from '../../shell/lazy';
import { asOf, queues } from '../../state/live';
import { MessageList } from '../../state/message-list';
import { place, setQuery } from '../../state/place';
import { Selection } from '../../state/selection';
import { text } from '../../text';
import { messageColumns } from './columns';

const STATES: readonly MessageState[] = ['visible', 'inFlight', 'delayed'];

/** The messages of a queue in one state. Looking changes nothing. */
export function MessagesPage({ at }: { at: PageProps }): JSX.Element {
  const name = at['queue']!;
  const asked = place.value.query.get('state');
  const state = STATES.find(each => each === asked) ?? 'visible';
  const list = useMemo(() => new MessageList(name, state), [name, state]);
  const selection = useMemo(() => new Selection(), [list]);
  const columns = useMemo(() => messageColumns(state), [state]);
  const stats = queues.value?.find(each => each.name === name)?.stats;
  useEffect(() => () => list.stop(), [list]);
  useSignalEffect(() => {
    void asOf.value;
    if (selection.size.value === 0)
      void list.reload();
  });

  return (
    <div class="split">
      <div class="page">
        <QueueHead queue={name} tab="messages" />
        <div class="row">
          <Segments label={text.list.state} value={state}
            onChange={next => setQuery({ state: next === 'visible' ? null : next, message: null })}
            options={STATES.map(each => ({
              value: each,
              label: (
                <>
                  <StateMark state={each} />
                  {stats !== undefined && <span class="muted">{shortCount(stats[each])}</span>}
                </>
              ),
            }))} />
        </div>
        <MessageTable key={state} label={text.list.of(text.state[state], name)} list={list} columns={columns}
          total={stats?.[state] ?? null} selection={selection}
          empty={<Empty title={text.list.emptyTitle(text.state[state])}><p>{text.list.empty[state]}</p></Empty>} />
      </div>
      <OpenMessage list={list} />
    </div>
  );
}
