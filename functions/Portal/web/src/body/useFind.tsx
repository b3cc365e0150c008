import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { useSignal, type Signal } from '@preact/signals';
import { Icon } from '../components/icons';
import { patternOf } from './find';
import { bodyText } from './text';

export interface Found {
  /** Whether a line, or a character, has it: whatever the search answers. */
  isFound: (place: number) => boolean;
  /** The one that is shown now; undefined if the text is nowhere. */
  at: number | undefined;
  /** The field for the text, with what is beside it. */
  bar: (beside?: ComponentChildren) => JSX.Element;
}

/**
 * Finds a text in a body, one place after another.
 * @param search Must stay the same function while the body and its shape do.
 */
export function useFind(wanted: Signal<string>, search: (pattern: RegExp) => number[]): Found {
  const text = wanted.value;
  const places = useMemo(() => (text === '' ? [] : search(patternOf(text))), [text, search]);
  const found = useMemo(() => new Set(places), [places]);
  const which = useSignal(0);
  useEffect(() => {
    which.value = 0;
  }, [places]);
  const current = Math.min(which.value, Math.max(0, places.length - 1));

  function step(by: number): void {
    if (places.length > 0)
      which.value = (current + by + places.length) % places.length;
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter')
      return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  }

  const bar = (beside?: ComponentChildren): JSX.Element => (
    <div class="row find">
      <input class="input choice-small" type="search" aria-label={bodyText.find} placeholder={bodyText.find}
        value={text} onInput={event => (wanted.value = event.currentTarget.value)} onKeyDown={onKey} />
      {text !== '' && <span class="muted" role="status">{bodyText.found(current + 1, places.length)}</span>}
      {places.length > 1 && (
        <>
          <button type="button" class="button plain icon" aria-label={bodyText.previous} onClick={() => step(-1)}>
            <Icon name="up" />
          </button>
          <button type="button" class="button plain icon" aria-label={bodyText.next} onClick={() => step(1)}>
            <Icon name="down" />
          </button>
        </>
      )}
      {beside}
    </div>
  );
  return { isFound: place => found.has(place), at: places[current], bar };
}
