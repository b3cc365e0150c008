import type { ComponentChildren, JSX } from 'preact';

/** What stands where a list has nothing to show: what that means, and what would fill it. */
export function Empty({ title, children }: { title: ComponentChildren; children: ComponentChildren }): JSX.Element {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
