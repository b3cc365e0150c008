import type { JSX } from 'preact';
import { ColumnMenu } from './ColumnMenu';
import { Icon } from './icons';
import { classOf, type Column, type TableProps } from './Table';

interface TableHeadProps<T> extends TableProps<T> {
  shown: readonly Column<T>[];
  order: () => string[];
}

/** The heads of the columns, and the box that chooses all rows that are known. */
export function TableHead<T>(props: TableHeadProps<T>): JSX.Element {
  const { shown, selection, selectAllLabel, order } = props;
  const chosen = selection?.size.value ?? 0;
  // All rows are only gone through where some are chosen.
  const isAll = chosen > 0 && chosen >= order().length;
  return (
    <thead>
      <tr aria-rowindex={1}>
        {selection !== undefined && (
          <th class="check">
            <input type="checkbox" aria-label={selectAllLabel ?? ''} checked={isAll}
              indeterminate={!isAll && chosen > 0}
              onChange={() => (isAll ? selection.clear() : selection.set(order()))} />
          </th>
        )}
        {shown.map((column, i) => (
          <th key={column.id} scope="col" style={column.width === undefined ? {} : { width: column.width }}
            class={classOf(column)} aria-sort={column.sorted}>
            {column.onSort === undefined ? column.head : (
              <button type="button" class="sort" onClick={column.onSort}>
                {column.head}
                {column.sorted !== undefined && <Icon name={column.sorted === 'ascending' ? 'up' : 'down'} />}
              </button>
            )}
            {props.name !== undefined && i === shown.length - 1
              && <ColumnMenu name={props.name} columns={props.columns} />}
          </th>
        ))}
      </tr>
    </thead>
  );
}
