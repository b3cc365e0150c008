import { signal } from '@preact/signals';

export interface Notice {
  what: string;
  /** Takes back what is about to be done. */
  undo?: () => void;
}

const SHOWN_MS = 8000;

/** What has just happened, or is about to; one at a time. */
export const notice = signal<Notice | null>(null);

let timer: ReturnType<typeof setTimeout> | undefined;

export function tell(what: string): void {
  show({ what });
  timer = setTimeout(() => (notice.value = null), SHOWN_MS);
}

/** Stays until something else is told. */
export function show(next: Notice): void {
  clearTimeout(timer);
  notice.value = next;
}
