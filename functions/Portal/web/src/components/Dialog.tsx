import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { text } from '../text';
import { Icon } from './icons';

interface Props {
  title: string;
  onClose: () => void;
  onSubmit: () => void;
  children: ComponentChildren;
  foot: ComponentChildren;
  /** True if there is nothing to be cancelled. */
  isAnswer?: boolean;
}

/** What somebody wants to use first: a field, or else what answers the question. */
const FIRST = '.dialog-body :is(input, select, textarea), .dialog-foot .primary';

/** A question before the page goes on: above everything, left by Escape, and the focus goes back to where it was. */
export function Dialog({ title, onClose, onSubmit, children, foot, isAnswer }: Props): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    // By itself the first button of all would have it, which closes the dialog.
    element.current?.querySelector<HTMLElement>(FIRST)?.focus();
    return () => {
      if (before instanceof HTMLElement)
        before.focus();
    };
  }, []);

  function submit(event: Event): void {
    event.preventDefault();
    onSubmit();
  }

  return (
    <dialog ref={element} class="dialog" aria-labelledby={titleId} onClose={onClose}>
      <div class="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" class="button plain icon" aria-label={text.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <form class="dialog-form" noValidate onSubmit={submit}>
        <div class="dialog-body">{children}</div>
        <div class="dialog-foot">
          {isAnswer !== true && <button type="button" class="button" onClick={onClose}>{text.cancel}</button>}
          {foot}
        </div>
      </form>
    </dialog>
  );
}
