import type { JSX } from 'preact';
import type { Message } from '../api/types';
import { ProblemNote } from '../components/ProblemNote';
import { Skeleton } from '../components/Skeleton';
import { Table, type Column } from '../components/Table';
import type { MessageList } from '../state/message-list';
import { place, setQuery } from '../state/place';
import type { Selection } from '../state/selection';
import { text } from '../text';

interface Props {
  label: string;
  list: MessageList;
  columns: Column<Message>[];
  /** How many there are, as far as is known. */
  total: number | null;
  selection: Selection;
  empty: JSX.Element;
}

/** Messages as far as they have been loaded. A row opens its message beside the list. */
export function MessageTable({ label, list, columns, total, selection, empty }: Props): JSX.Element | null {
  const messages = list.messages.value;
  if (messages === null)
    return list.error.value === null ? <Skeleton /> : <Failure list={list} />;
  if (messages.length === 0 && list.error.value === null)
    return empty;
  return (
    <>
      {list.error.value !== null && <Failure list={list} />}
      <Table label={label} columns={columns} rows={messages} keyOf={each => each.messageId}
        onOpen={each => setQuery({ message: each.messageId })}
        openKey={place.value.query.get('message') ?? undefined} selection={selection}
        selectLabel={each => text.list.select(each.messageId)} selectAllLabel={text.list.selectAll}
        foot={(
          <div class="table-foot row">
            <span class="muted">{text.list.shown(messages.length, Math.max(total ?? 0, messages.length))}</span>
            {list.hasMore && (
              <button type="button" class="button" disabled={list.isLoading.value} onClick={() => void list.more()}>
                {text.list.more}
              </button>
            )}
          </div>
        )} />
    </>
  );
}

function Failure({ list }: { list: MessageList }): JSX.Element {
  return <ProblemNote error={list.error.value} again={() => void list.reload()} />;
}
