import type { JSX } from 'preact';

/** How far something is, as a bar. */
export function Progress({ done, total, label }: { done: number; total: number; label: string }): JSX.Element {
  const part = total === 0 ? 0 : Math.min(1, done / total);
  return (
    <span class="bar" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={total}
      aria-valuenow={Math.min(done, total)}>
      <span style={{ width: `${part * 100}%` }} />
    </span>
  );
}
