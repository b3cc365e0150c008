import type { ComponentChildren, JSX } from 'preact';
import { curlOf } from '../api/curl';
import { writeJson } from '../api/json';
import { deletePath, MAX_NAMED, namesOf } from '../api/messages';
import type { Message } from '../api/types';
import { ActButton } from '../components/ActButton';
import { Curl } from '../components/Curl';
import type { Selection } from '../state/selection';
import { text } from '../text';
import { removeText } from './text';

interface Props {
  queue: string;
  selection: Selection;
  chosen: () => readonly Message[];
  onExport: () => void;
  /** Why nothing may be deleted; null if it may. */
  removeLack: string | null;
  onRemove: () => void;
  /** What else can be done. */
  children?: ComponentChildren;
}

/** How many messages are chosen, and what can be done with them. */
export function ChosenBar(props: Props): JSX.Element {
  const { queue, selection, chosen, onExport, removeLack, onRemove, children } = props;
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
      {/* More of them take several calls. */}
      {selection.size.value <= MAX_NAMED && (
        <div class="whole-row">
          <Curl label={removeText.asCurl}
            line={curlOf('POST', deletePath(queue), writeJson({ messages: namesOf(chosen()) }))} />
        </div>
      )}
    </div>
  );
}
