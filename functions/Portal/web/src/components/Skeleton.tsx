import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { text } from '../text';

const PATIENCE_MS = 150;
const ROWS = 8;

/** The shape of what is to come; nothing at all if it comes at once. */
export function Skeleton(): JSX.Element | null {
  const isLate = useSignal(false);
  useEffect(() => {
    const timer = setTimeout(() => (isLate.value = true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isLate]);
  if (!isLate.value)
    return null;
  return (
    <div class="stack" role="status" aria-label={text.loading}>
      {Array.from({ length: ROWS }, (_, i) => <span key={i} class="skeleton" />)}
    </div>
  );
}
