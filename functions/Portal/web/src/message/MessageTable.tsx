import type { JSX } from 'preact';
import { useCallback } from 'preact/hooks';
import type { Message } from '../api/types';
import { ProblemNote } from '../components/ProblemNote';
import { Skeleton } from '../components/Skeleton';
import { Table, type Column } from '../components/Table';
import type { MessageRows } from '../rows/MessageRows';
import { may, me } from '../state/me';
import { place, setQuery } from '../state/place';
import type { Selection } from '../state/selection';
import { text } from '../text';

interface Props {
  label: string;
  /** Of the table, as its columns are kept under. */
  name: string;
  rows: MessageRows;
  columns: Column<Message>[];
  selection: Selection;
  empty: JSX.Element;
}

/** Messages as far as they have been loaded. A row opens its message beside the list. */
export function MessageTable({ label, name, rows, columns, selection, empty }: Props): JSX.Element | null {
  const need = useCallback((first: number, end: number) => rows.need(first, end), [rows]);
  const length = rows.length.value;
  const error = rows.error.value;
  const failure = error === null ? null : <ProblemNote error={error} again={() => rows.reload()} />;
  if (me.value !== null && !may('peek', rows.queue))
    return <p role="status">{text.rights.noPeek(rows.queue)}</p>;
  if (length === null)
    return failure ?? <Skeleton />;
  if (length === 0 && failure === null)
    return empty;
  return (
    <>
      {failure}
      <Table label={label} name={name} columns={columns} count={length} at={index => rows.at(index)} need={need}
        keyOf={each => each.messageId} onOpen={each => setQuery({ message: each.messageId, edit: null })}
        openKey={place.value.query.get('message') ?? undefined} selection={selection}
        selectLabel={each => text.list.select(each.messageId)} selectAllLabel={text.list.selectAll} />
    </>
  );
}
