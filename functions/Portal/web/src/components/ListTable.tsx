import type { JSX } from 'preact';
import { Table, type TableProps } from './Table';

type Props<T> = Omit<TableProps<T>, 'count' | 'at' | 'need'> & { rows: readonly T[] };

/** A table of rows that are all known. */
export function ListTable<T>({ rows, ...rest }: Props<T>): JSX.Element {
  return <Table {...rest} count={rows.length} at={index => rows[index]} />;
}
