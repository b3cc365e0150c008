import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { SearchRows } from '../rows/SearchRows';
import type { PeekRows } from '../rows/PeekRows';
import { filterOf, queryOf, splitPair, type Filter } from '../state/filter';
import { place, setQuery } from '../state/place';
import { text } from '../text';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ATTRIBUTE = /^@[\w.-]+=/;

interface Props {
  rows: PeekRows | SearchRows;
  /** How many messages there are to look at. */
  total: number | null;
}

/** One field for an id, a text in bodies, or an attribute; beside it each part of what is looked for, with its end. */
export function SearchBar({ rows, total }: Props): JSX.Element {
  const typed = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  const filter = filterOf(place.value.query);
  useEffect(() => {
    typed.value = filter?.text ?? '';
  }, [filter?.text, typed]);

  function submit(event: Event): void {
    event.preventDefault();
    const wanted = typed.value.trim();
    if (ID.test(wanted)) {
      setQuery({ message: wanted.toLowerCase() });
    } else if (ATTRIBUTE.test(wanted)) {
      const [name, value] = splitPair(wanted.slice(1));
      apply({ ...filter, attributes: { ...filter?.attributes, [name]: value } });
      typed.value = filter?.text ?? '';
    } else {
      const { text: _, ...rest } = filter ?? {};
      apply(wanted === '' ? rest : { ...rest, text: wanted });
    }
  }

  return (
    <form class="search row" role="search" onSubmit={submit}>
      <input ref={field} class="input" type="search" aria-label={text.search.label} placeholder={text.search.hint}
        value={typed.value} onInput={event => (typed.value = event.currentTarget.value)} />
      {filter !== null && <Parts filter={filter} />}
      {rows instanceof SearchRows && <Status rows={rows} total={total} />}
    </form>
  );
}

/** Makes the address say another filter. */
export function apply(filter: Filter): void {
  setQuery({ ...queryOf(Object.keys(filter).length === 0 ? null : filter), message: null });
}

function Parts({ filter }: { filter: Filter }): JSX.Element {
  const { attributes = {}, text: _, ...rest } = filter;
  const without = (name: string): Filter =>
    Object.fromEntries(Object.entries(filter).filter(([member]) => member !== name));
  return (
    <>
      {Object.entries(rest).map(([name, value]) => (
        <Part key={name} label={`${text.search.parts[name as keyof typeof text.search.parts]}: ${String(value)}`}
          onEnd={() => apply(without(name))} />
      ))}
      {Object.entries(attributes).map(([name, value]) => (
        <Part key={`@${name}`} label={`@${name}=${String(value)}`}
          onEnd={() => apply({ ...without('attributes'), ...others(attributes, name) })} />
      ))}
      <button type="button" class="button plain" onClick={() => apply({})}>{text.search.clear}</button>
    </>
  );
}

function others(attributes: NonNullable<Filter['attributes']>, name: string): Filter {
  const left = Object.entries(attributes).filter(([each]) => each !== name);
  return left.length === 0 ? {} : { attributes: Object.fromEntries(left) };
}

function Part({ label, onEnd }: { label: string; onEnd: () => void }): JSX.Element {
  return (
    <button type="button" class="button part" aria-label={text.search.without(label)} onClick={onEnd}>
      <span class="cut">{label}</span> <span aria-hidden="true">×</span>
    </button>
  );
}

function Status({ rows, total }: { rows: SearchRows; total: number | null }): JSX.Element {
  const { found, scanned, isRunning, isWhole } = rows.status.value;
  return (
    <span class="row">
      <span class="muted" role="status">
        {text.search.found(found, scanned, isWhole ? scanned : Math.max(total ?? 0, scanned))}
      </span>
      {isRunning && <button type="button" class="button" onClick={() => rows.stop()}>{text.search.stop}</button>}
      {!isRunning && !isWhole && (
        <button type="button" class="button" onClick={() => rows.goOn()}>{text.search.goOn}</button>
      )}
    </span>
  );
}
