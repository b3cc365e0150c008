import type { ComponentChildren, JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useRowWindow } from '../components/window';

const LINE_HEIGHT = 18;

interface Props {
  label: string;
  count: number;
  line: (index: number) => ComponentChildren;
  /** What stands before a line, its number for most. */
  gutter: (index: number) => ComponentChildren;
}

/** Lines of equal height, of which only those in view are in the document. */
export function Lines({ label, count, line, gutter }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const { first, end } = useRowWindow(box, count, LINE_HEIGHT);
  const shown = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  return (
    <div class="lines" ref={box} tabIndex={0} role="region" aria-label={label}>
      <div class="lines-all" style={{ height: `${count * LINE_HEIGHT}px` }}>
        {shown.map(index => (
          <div key={index} class="line" style={{ insetBlockStart: `${index * LINE_HEIGHT}px` }}>
            <span class="gutter">{gutter(index)}</span>
            <span class="line-text">{line(index)}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
