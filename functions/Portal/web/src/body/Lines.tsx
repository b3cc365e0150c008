import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useRowWindow } from '../components/window';

const LINE_HEIGHT = 18;
/** A line that is looked for is shown with some of what is above it. */
const ABOVE = 3;

interface Props {
  label: string;
  count: number;
  line: (index: number) => ComponentChildren;
  /** What stands before a line, its number for most. */
  gutter: (index: number) => ComponentChildren;
  /** Whether a line has what is looked for. */
  isFound?: (index: number) => boolean;
  /** The line to be brought into view. */
  at?: number | undefined;
}

/** Lines of equal height, of which only those in view are in the document. */
export function Lines({ label, count, line, gutter, isFound, at }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const { first, end } = useRowWindow(box, count, LINE_HEIGHT);
  useLayoutEffect(() => {
    const element = box.current!;
    if (at === undefined)
      return;
    const top = at * LINE_HEIGHT;
    if (top < element.scrollTop || top + LINE_HEIGHT > element.scrollTop + element.clientHeight)
      element.scrollTop = top - ABOVE * LINE_HEIGHT;
  }, [at]);
  const shown = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  const nameOf = (index: number): string =>
    index === at ? 'line found-now' : isFound?.(index) === true ? 'line found' : 'line';
  return (
    <div class="lines" ref={box} tabIndex={0} role="region" aria-label={label}>
      <div class="lines-all" style={{ height: `${count * LINE_HEIGHT}px` }}>
        {shown.map(index => (
          <div key={index} class={nameOf(index)} style={{ insetBlockStart: `${index * LINE_HEIGHT}px` }}>
            <span class="gutter">{gutter(index)}</span>
            <span class="line-text">{line(index)}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
