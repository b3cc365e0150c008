import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { MessageState } from '../../api/types';
import { Empty } from '../../components/Empty';
import { QueueHead } from '../../components/QueueHead';
import { Segments } from '../../components/Segments';
import { StateMark } from '../../components/StateMark';
import { shortCount } from '../../format/number';
import { ChosenBar } from '../../message/ChosenBar';
import { deleteLater } from '../../message/delete';
import { exportMessages } from '../../message/export';
import { MessageTable } from '../../message/MessageTable';
import { OpenMessage } from '../../message/OpenMessage';
import { SearchBar } from '../../message/SearchBar';
import { useRows } from '../../rows/useRows';
import type { PageProps } from '../../shell/lazy';
import { filterOf } from '../../state/filter';
import { queues } from '../../state/live';
import { lack } from '../../state/me';
import { place, setQuery } from '../../state/place';
import { text } from '../../text';
import { fromField, toField } from '../../format/field-time';
import { messageColumns } from './columns';

const STATES: readonly MessageState[] = ['visible', 'inFlight', 'delayed'];

/** The messages of a queue in one state. Looking changes nothing. */
export function MessagesPage({ at }: { at: PageProps }): JSX.Element {
  const name = at['queue']!;
  const asked = place.value.query.get('state');
  const state = STATES.find(each => each === asked) ?? 'visible';
  const filter = filterOf(place.value.query);
  const { rows, selection, chosen } = useRows(name, state, filter, place.value.query.get('from') ?? undefined);
  const columns = useMemo(() => messageColumns(state), [state]);
  const stats = queues.value?.find(each => each.name === name)?.stats;
  function remove(): void {
    deleteLater(name, chosen(), () => rows.reload());
    selection.clear();
  }

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
          {filter === null && <FromField />}
        </div>
        <SearchBar rows={rows} total={stats?.[state] ?? null} />
        {selection.size.value > 0 && (
          <ChosenBar queue={name} selection={selection} chosen={chosen} removeLack={lack(['purge', name])}
            onRemove={remove} onExport={() => exportMessages(name, chosen())} />
        )}
        <MessageTable key={state} label={text.list.of(text.state[state], name)} name={state} rows={rows}
          columns={columns}
          selection={selection}
          empty={filter === null
            ? <Empty title={text.list.emptyTitle(text.state[state])}><p>{text.list.empty[state]}</p></Empty>
            : <p role="status">{text.search.nothing}</p>} />
      </div>
      <OpenMessage rows={rows} />
    </div>
  );
}

/** Begins the list with the messages of a time. */
function FromField(): JSX.Element {
  const from = place.value.query.get('from');
  return (
    <>
      <label class="row nowrap">
        <span class="muted">{text.list.from}</span>
        <input class="input choice-small" type="datetime-local" value={from === null ? '' : toField(from)}
          onChange={event => setQuery({ from: fromField(event.currentTarget.value) })} />
      </label>
      {from !== null && (
        <button type="button" class="button plain" onClick={() => setQuery({ from: null })}>
          {text.list.fromStart}
        </button>
      )}
    </>
  );
}
