import type { ComponentChildren, JSX } from 'preact';
import { BASE, go } from '../state/place';

interface Props {
  /** Below the portal, with a leading slash. */
  to: string;
  class?: string;
  current?: boolean;
  title?: string;
  children: ComponentChildren;
}

/** A link within the portal: the page changes without being loaded, unless a new tab is asked for. */
export function Link({ to, current, children, ...rest }: Props): JSX.Element {
  function follow(event: MouseEvent): void {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    event.stopPropagation();
    go(to);
  }

  return (
    <a href={BASE + to} onClick={follow} aria-current={current === true ? 'page' : undefined} {...rest}>
      {children}
    </a>
  );
}
