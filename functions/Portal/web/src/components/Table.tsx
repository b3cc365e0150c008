import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { density } from '../state/preferences';
import type { Selection } from '../state/selection';
import { shownColumns } from './ColumnMenu';
import { TableHead } from './TableHead';
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

export interface TableProps<T> {
  label: string;
  /** Under which it is kept which columns are shown; without a name all of them are. */
  name?: string;
  columns: Column<T>[];
  count: number;
  /** Undefined for a row that is not known yet. */
  at: (index: number) => T | undefined;
  keyOf: (row: T) => string;
  /** Has rows loaded that are in view and not known. */
  need?: (first: number, end: number) => void;
  onOpen?: (row: T) => void;
  openKey?: string | undefined;
  selection?: Selection;
  selectLabel?: (row: T) => string;
  selectAllLabel?: string;
}

const ROW_HEIGHT = { normal: 32, compact: 28 } as const;
const TOUCH_ROW_HEIGHT = 40;
const isTouch = matchMedia('(pointer: coarse)').matches;

/** A table of rows of equal height, of which only those in view are in the document. */
export function Table<T>(props: TableProps<T>): JSX.Element {
  const { count, at, need, selection } = props;
  const columns = shownColumns(props.name, props.columns);
  const box = useRef<HTMLDivElement>(null);
  const chosen = useSignal(0);
  // A list may have become shorter than it was when the row was chosen.
  const active = Math.max(0, Math.min(chosen.value, count - 1));
  const height = isTouch ? TOUCH_ROW_HEIGHT : ROW_HEIGHT[density.value];
  const { first, end } = useRowWindow(box, count, height);
  useEffect(() => need?.(first, end), [first, end, need, count]);

  const order = (): string[] => Array.from({ length: count }, (_, i) => at(i))
    .flatMap(row => (row === undefined ? [] : [props.keyOf(row)]));

  /** True once a key has moved the focus: a row that is replaced then takes it along. */
  const follows = useRef(false);
  /** How far is scrolled for the row that a key has led to, until that row is there. */
  const aim = useRef<number | null>(null);
  useLayoutEffect(() => {
    // A row that was not known when it was reached, or was out of view, is there only now.
    const row = box.current?.querySelector<HTMLElement>(`tr[data-row="${active}"]`);
    const now = document.activeElement;
    if (aim.current !== null && row != null) {
      // A browser lays out a half-made list when the row with the focus is taken out of it, and scrolls back then.
      box.current!.scrollTop = aim.current;
      aim.current = null;
    }
    if (follows.current && row != null && row !== now && (now === document.body || now?.closest('tbody') != null))
      row.focus({ preventScroll: true });
  });

  function focusRow(index: number): void {
    chosen.value = index;
    follows.current = true;
    const row = at(index);
    // What is open beside the table follows the row.
    if (props.openKey !== undefined && row !== undefined)
      props.onOpen?.(row);
    const element = box.current!;
    // The head stays on top of the rows, so that the first one is hidden behind it unless there is room for both.
    const top = index * height;
    if (top < element.scrollTop)
      element.scrollTop = top;
    else if (top + 2 * height > element.scrollTop + element.clientHeight)
      element.scrollTop = top + 2 * height - element.clientHeight;
    aim.current = element.scrollTop;
  }

  function onKey(event: KeyboardEvent): void {
    const row = at(active);
    if (event.target instanceof HTMLInputElement && event.key === ' ')
      return;
    if (event.key === 'Enter' && event.target instanceof HTMLTableRowElement && row !== undefined)
      props.onOpen?.(row);
    else if (event.key.toLowerCase() === 'x' && selection !== undefined && row !== undefined)
      selection.toggle(props.keyOf(row), order, event.shiftKey);
    else {
      const next = keyStep(event, active, count, Math.floor(box.current!.clientHeight / height) - 1);
      if (next === null)
        return;
      focusRow(next);
    }
    event.preventDefault();
  }

  const shown = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  return (
    <div class="table-scroll" ref={box}>
      <table class="table" aria-label={props.label} aria-rowcount={count + 1}>
        <TableHead {...props} shown={columns} order={order} />
        <tbody onKeyDown={onKey}>
          {first > 0 && <Spacer height={first * height} />}
          {shown.map(index => (
            <Row key={index} {...props} columns={columns} row={at(index)} order={order} index={index}
              isActive={index === active} onFocus={() => (chosen.value = index)} />
          ))}
          {end < count && <Spacer height={(count - end) * height} />}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps<T> extends TableProps<T> {
  /** Undefined while it is not known; its place in the document stays the same. */
  row: T | undefined;
  order: () => string[];
  index: number;
  isActive: boolean;
  onFocus: () => void;
}

function Row<T>(props: RowProps<T>): JSX.Element {
  const { row, selection, columns, index } = props;
  const key = row === undefined ? null : props.keyOf(row);
  const isSelected = key !== null && (selection?.has(key) ?? false);
  const name = [
    props.onOpen === undefined ? '' : 'opens', key !== null && props.openKey === key ? 'open' : '',
    isSelected ? 'selected' : '',
  ].join(' ').trim();
  return (
    <tr class={name} data-row={index} aria-rowindex={index + 2} tabIndex={props.isActive ? 0 : -1}
      onFocus={props.onFocus} onClick={() => row !== undefined && props.onOpen?.(row)}>
      {selection !== undefined && (
        <td class="check" onClick={event => event.stopPropagation()}>
          {row !== undefined && key !== null && (
            <input type="checkbox" tabIndex={-1} checked={isSelected} aria-label={props.selectLabel?.(row) ?? ''}
              onClick={event => selection.toggle(key, props.order, event.shiftKey)} />
          )}
        </td>
      )}
      {columns.map(column => (
        <td key={column.id} class={classOf(column)}>
          {row === undefined ? <span class="skeleton" /> : column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

function Spacer({ height }: { height: number }): JSX.Element {
  return <tr class="spacer" aria-hidden="true"><td style={{ height: `${height}px` }} /></tr>;
}

export function classOf<T>(column: Column<T>): string {
  return [
    `column-${column.id}`, column.isNumber === true ? 'end' : '', column.isWide === true ? 'wide' : '',
  ].join(' ').trim();
}
