import type { ComponentChildren, JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { density } from '../state/preferences';
import type { Selection } from '../state/selection';
import { Icon } from './icons';
import { keyStep } from './table-keys';
import { useRowWindow } from './window';

export interface Column<T> {
  id: string;
  head: string;
  cell: (row: T) => ComponentChildren;
  /** Of the column, as CSS; what is left goes to those without one. */
  width?: string;
  isNumber?: boolean;
  /** Left out where there is room for three columns alone. */
  isWide?: boolean;
  onSort?: () => void;
  sorted?: 'ascending' | 'descending' | undefined;
}

interface Props<T> {
  label: string;
  columns: Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  onOpen?: (row: T) => void;
  openKey?: string | undefined;
  selection?: Selection;
  selectLabel?: (row: T) => string;
  selectAllLabel?: string;
  foot?: ComponentChildren;
}

const ROW_HEIGHT = { normal: 32, compact: 28 } as const;
const TOUCH_ROW_HEIGHT = 40;
const isTouch = matchMedia('(pointer: coarse)').matches;

/** A table of rows of equal height, of which only those in view are in the document. */
export function Table<T>(props: Props<T>): JSX.Element {
  const { columns, rows, keyOf, selection } = props;
  const box = useRef<HTMLDivElement>(null);
  const active = useSignal(0);
  const height = isTouch ? TOUCH_ROW_HEIGHT : ROW_HEIGHT[density.value];
  const { first, end } = useRowWindow(box, rows.length, height);
  const keys = rows.map(keyOf);

  function focusRow(index: number): void {
    active.value = index;
    const element = box.current!;
    // The head stays on top of the rows, so that the first one is hidden behind it unless there is room for both.
    const top = index * height;
    if (top < element.scrollTop)
      element.scrollTop = top;
    else if (top + 2 * height > element.scrollTop + element.clientHeight)
      element.scrollTop = top + 2 * height - element.clientHeight;
    requestAnimationFrame(() => element.querySelector<HTMLElement>(`tr[data-row="${index}"]`)?.focus());
  }

  function onKey(event: KeyboardEvent): void {
    const row = rows[active.value];
    if (row === undefined || event.target instanceof HTMLInputElement && event.key === ' ')
      return;
    if (event.key === 'Enter' && event.target instanceof HTMLTableRowElement)
      props.onOpen?.(row);
    else if (event.key === 'x' && selection !== undefined)
      selection.toggle(keyOf(row), keys, event.shiftKey);
    else {
      const next = keyStep(event, active.value, rows.length, Math.floor(box.current!.clientHeight / height) - 1);
      if (next === null)
        return;
      focusRow(next);
    }
    event.preventDefault();
  }

  return (
    <div class="table-scroll" ref={box}>
      <table class="table" aria-label={props.label} aria-rowcount={rows.length + 1}>
        <Head {...props} keys={keys} />
        <tbody onKeyDown={onKey}>
          {first > 0 && <Spacer height={first * height} />}
          {rows.slice(first, end).map((row, i) => (
            <Row key={keys[first + i]} {...props} row={row} rowKey={keys[first + i]!} keys={keys} index={first + i}
              isActive={first + i === active.value} onFocus={() => (active.value = first + i)} columns={columns} />
          ))}
          {end < rows.length && <Spacer height={(rows.length - end) * height} />}
        </tbody>
      </table>
      {props.foot}
    </div>
  );
}

function Head<T>({ columns, selection, selectAllLabel, keys }: Props<T> & { keys: string[] }): JSX.Element {
  const isAll = selection !== undefined && keys.length > 0 && selection.size.value >= keys.length;
  return (
    <thead>
      <tr aria-rowindex={1}>
        {selection !== undefined && (
          <th class="check">
            <input type="checkbox" aria-label={selectAllLabel ?? ''} checked={isAll}
              indeterminate={!isAll && selection.size.value > 0}
              onChange={() => (isAll ? selection.clear() : selection.set(keys))} />
          </th>
        )}
        {columns.map(column => (
          <th key={column.id} scope="col" style={column.width === undefined ? {} : { width: column.width }}
            class={classOf(column)} aria-sort={column.sorted}>
            {column.onSort === undefined ? column.head : (
              <button type="button" class="sort" onClick={column.onSort}>
                {column.head}
                {column.sorted !== undefined && <Icon name={column.sorted === 'ascending' ? 'up' : 'down'} />}
              </button>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface RowProps<T> extends Props<T> {
  row: T;
  rowKey: string;
  keys: string[];
  index: number;
  isActive: boolean;
  onFocus: () => void;
}

function Row<T>(props: RowProps<T>): JSX.Element {
  const { row, rowKey, selection, columns, index } = props;
  const isSelected = selection?.has(rowKey) ?? false;
  const name = [
    props.onOpen === undefined ? '' : 'opens', props.openKey === rowKey ? 'open' : '', isSelected ? 'selected' : '',
  ].join(' ').trim();
  return (
    <tr class={name} data-row={index} aria-rowindex={index + 2} tabIndex={props.isActive ? 0 : -1}
      onFocus={props.onFocus} onClick={() => props.onOpen?.(row)}>
      {selection !== undefined && (
        <td class="check" onClick={event => event.stopPropagation()}>
          <input type="checkbox" tabIndex={-1} checked={isSelected} aria-label={props.selectLabel?.(row) ?? ''}
            onClick={event => selection.toggle(rowKey, props.keys, event.shiftKey)} />
        </td>
      )}
      {columns.map(column => <td key={column.id} class={classOf(column)}>{column.cell(row)}</td>)}
    </tr>
  );
}

function Spacer({ height }: { height: number }): JSX.Element {
  return <tr class="spacer" aria-hidden="true"><td style={{ height: `${height}px` }} /></tr>;
}

function classOf<T>(column: Column<T>): string {
  return [column.isNumber === true ? 'end' : '', column.isWide === true ? 'wide' : ''].join(' ').trim();
}
