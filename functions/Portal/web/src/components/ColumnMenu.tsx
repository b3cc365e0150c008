import type { JSX } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { hiddenColumns } from '../state/preferences';
import { text } from '../text';
import { Icon } from './icons';
import type { Column } from './Table';

/** What is left free beside the edge of the window. */
const EDGE_PX = 8;

interface Props<T> {
  /** Of the table, under which the choice is kept. */
  name: string;
  columns: readonly Column<T>[];
}

/** Chooses which columns of a table are shown. The first one says what a row is, and always is. */
export function ColumnMenu<T>({ name, columns }: Props<T>): JSX.Element {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const isOpen = useSignal(false);
  const hidden = hiddenColumns.value[name] ?? [];

  function place(event: MouseEvent): void {
    const { right, bottom } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    panel.current!.style.insetBlockStart = `${bottom}px`;
    panel.current!.style.insetInlineEnd = `${Math.max(EDGE_PX, innerWidth - right)}px`;
  }

  function turn(column: string): void {
    const left = hidden.includes(column) ? hidden.filter(each => each !== column) : [...hidden, column];
    hiddenColumns.value = { ...hiddenColumns.value, [name]: left };
  }

  return (
    <>
      <button type="button" class="button plain icon column-menu-button" popovertarget={id} aria-label={text.columns}
        onClick={place}>
        <Icon name="columns" />
      </button>
      <div id={id} popover="auto" class="column-menu" ref={panel}
        onToggle={event => (isOpen.value = event.newState === 'open')}>
        {isOpen.value && (
          <fieldset class="fieldset">
            <legend>{text.columns}</legend>
            {columns.slice(1).map(column => (
              <label key={column.id} class="choice">
                <input type="checkbox" checked={!hidden.includes(column.id)} onChange={() => turn(column.id)} />
                {column.head}
              </label>
            ))}
          </fieldset>
        )}
      </div>
    </>
  );
}

/** The columns of a table that nobody has hidden. */
export function shownColumns<T>(name: string | undefined, columns: Column<T>[]): Column<T>[] {
  const hidden = name === undefined ? undefined : hiddenColumns.value[name];
  return hidden === undefined ? columns : columns.filter((column, i) => i === 0 || !hidden.includes(column.id));
}
