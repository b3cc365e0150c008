import type { ComponentChildren, JSX } from 'preact';

interface Props {
  /** Why it may not be done; null if it may. */
  lack: string | null;
  onClick?: () => void;
  kind?: 'primary' | 'danger' | 'plain' | undefined;
  isSubmit?: boolean;
  disabled?: boolean;
  /** The key that presses it. */
  shortcut?: string;
  children: ComponentChildren;
}

/** A button of an action that needs a right. Without it, it can be found and tells what is missing. */
export function ActButton({ lack, onClick, kind, isSubmit, disabled, shortcut, children }: Props): JSX.Element {
  function click(event: MouseEvent): void {
    if (lack !== null)
      event.preventDefault();
    else
      onClick?.();
  }

  return (
    <button type={isSubmit === true ? 'submit' : 'button'} class={`button ${kind ?? ''}`} onClick={click}
      disabled={disabled ?? false} aria-disabled={lack !== null} title={lack ?? undefined}
      data-key={shortcut}>
      {children}
      {lack !== null && <span class="hidden-text">. {lack}</span>}
    </button>
  );
}
