import type { SendDraft } from './draft';

let kept: SendDraft | null = null;

/** Leaves a draft for the form that is shown next. */
export function keepDraft(draft: SendDraft): void {
  kept = draft;
}

/** The draft that was left; once. */
export function takeDraft(): SendDraft | null {
  const draft = kept;
  kept = null;
  return draft;
}
