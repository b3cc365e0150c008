import { useEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

/** Rows beyond the edges, so that a fast scroll shows no gap. */
const BEYOND = 8;
const FIRST_GUESS = 40;

export interface RowWindow {
  first: number;
  /** One past the last row. */
  end: number;
}

/** Which rows of equal height are to be there for what is scrolled into view. */
export function useRowWindow(box: RefObject<HTMLElement | null>, count: number, rowHeight: number): RowWindow {
  const [range, setRange] = useState<RowWindow>({ first: 0, end: FIRST_GUESS });
  useEffect(() => {
    const element = box.current;
    if (element === null)
      return;
    const measure = (): void => {
      const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - BEYOND);
      const end = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + BEYOND;
      setRange(old => (old.first === first && old.end === end ? old : { first, end }));
    };
    measure();
    element.addEventListener('scroll', measure, { passive: true });
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', measure);
      resized.disconnect();
    };
  }, [box, rowHeight]);
  const end = Math.min(range.end, count);
  return { first: Math.min(range.first, Math.max(0, end - 1)), end };
}
