import type { JSX } from 'preact';
import type { Selection } from '../../state/selection';
import { text } from '../../text';

interface Props {
  selection: Selection;
  onReplay: () => void;
}

/** What can be done with the messages that are chosen. */
export function SelectionBar({ selection, onReplay }: Props): JSX.Element {
  const label = text.list.selected(selection.size.value);
  return (
    <div class="selection-bar" role="toolbar" aria-label={label}>
      <strong>{label}</strong>
      <button type="button" class="button primary" onClick={onReplay}>{text.replay.button}</button>
      <button type="button" class="button plain" onClick={() => selection.clear()}>{text.list.clear}</button>
    </div>
  );
}
