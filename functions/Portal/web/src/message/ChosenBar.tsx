import type { ComponentChildren, JSX } from 'preact';
import { ActButton } from '../components/ActButton';
import type { Selection } from '../state/selection';
import { text } from '../text';
import { removeText } from './text';

interface Props {
  selection: Selection;
  onExport: () => void;
  /** Why nothing may be deleted; null if it may. */
  removeLack: string | null;
  onRemove: () => void;
  /** What else can be done. */
  children?: ComponentChildren;
}

/** How many messages are chosen, and what can be done with them. */
export function ChosenBar({ selection, onExport, removeLack, onRemove, children }: Props): JSX.Element {
  const label = text.list.selected(selection.size.value);
  return (
    <div class="selection-bar" role="toolbar" aria-label={label}>
      <strong>{label}</strong>
      {children}
      <button type="button" class="button" onClick={onExport}>{text.list.export}</button>
      <button type="button" class="button plain" onClick={() => selection.clear()}>{text.list.clear}</button>
      <span class="apart">
        <ActButton kind="danger" lack={removeLack} onClick={onRemove}>{removeText.button}</ActButton>
      </span>
    </div>
  );
}
