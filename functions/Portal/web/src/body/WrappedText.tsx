import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { bytes } from '../format/number';
import { bodyText } from './text';

/** A browser lays out so much wrapped text at once without a stall. */
const AT_FIRST = 256 * 1024;
/** As the styles call what was found. */
const HIGHLIGHT = 'found';

interface Props {
  label: string;
  text: string;
  /** Where the part begins that is to be brought into view. */
  at: number | undefined;
  /** How many characters that part has. */
  length: number;
}

/** A text with its lines wrapped; of a large one the beginning, until somebody wants all. */
export function WrappedText({ label, text, at, length }: Props): JSX.Element {
  const box = useRef<HTMLPreElement>(null);
  const isWhole = useSignal(text.length <= AT_FIRST);
  const isBehind = at !== undefined && at + length > AT_FIRST;
  useLayoutEffect(() => {
    if (isBehind)
      isWhole.value = true;
  }, [isBehind]);
  const isAll = isWhole.value || isBehind;
  useLayoutEffect(() => {
    const node = box.current?.firstChild;
    if (at === undefined || !(node instanceof Text))
      return;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, Math.min(at + length, node.length));
    const element = box.current!;
    element.scrollTop += range.getBoundingClientRect().top - element.getBoundingClientRect().top
      - element.clientHeight / 2;
    // A browser that cannot mark it without markup still shows where it is.
    CSS.highlights?.set(HIGHLIGHT, new Highlight(range));
    return () => CSS.highlights?.delete(HIGHLIGHT);
  }, [at, length, text, isAll]);
  return (
    <>
      <pre class="wrapped" tabIndex={0} role="region" aria-label={label} ref={box}>
        {isAll ? text : text.slice(0, AT_FIRST)}
      </pre>
      {!isAll && (
        <p class="row">
          {bodyText.cut(bytes(AT_FIRST), bytes(text.length))}
          <button type="button" class="button" onClick={() => (isWhole.value = true)}>{bodyText.showAll}</button>
        </p>
      )}
    </>
  );
}
