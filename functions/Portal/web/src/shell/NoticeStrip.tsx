import type { JSX } from 'preact';
import { notice } from '../state/notice';
import { removeText } from '../message/text';

/** What has just happened or is about to, below everything and in nobody's way. */
export function NoticeStrip(): JSX.Element {
  const told = notice.value;
  return (
    <div class="notices" role="status">
      {told !== null && (
        <div class="notice">
          <span>{told.what}</span>
          {told.undo !== undefined && (
            <button type="button" class="button" onClick={told.undo}>{removeText.undo}</button>
          )}
        </div>
      )}
    </div>
  );
}
