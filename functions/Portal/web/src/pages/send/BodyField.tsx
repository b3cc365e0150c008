import type { JSX } from 'preact';
import { toBase64, toText } from '../../body/bytes';
import { Field } from '../../components/Field';
import { Segments } from '../../components/Segments';
import { base64Bytes } from '../../format/body';
import { bytes } from '../../format/number';
import { JSON_TYPE, type BodyKind, type SendDraft } from './draft';
import { looksLikeJson, strictFault } from './json-fault';
import { sendText } from './text';

const LINES = 10;
const KINDS = (['text', 'json', 'file'] as const).map(value => ({ value, label: sendText.kinds[value] }));

interface Props {
  draft: SendDraft;
  wrong: string | undefined;
  onChange: (change: Partial<SendDraft>) => void;
}

/** The body: a text as it is, JSON that is checked, or the bytes of a file. */
export function BodyField({ draft, wrong, onChange }: Props): JSX.Element {
  function choose(kind: BodyKind, body = draft.body): void {
    const { contentType } = draft;
    const isOwn = contentType !== '' && contentType !== JSON_TYPE;
    onChange({ kind, body, contentType: isOwn ? contentType : kind === 'json' ? JSON_TYPE : '' });
  }

  async function take(file: File | undefined): Promise<void> {
    if (file === undefined)
      return;
    const content = new Uint8Array(await file.arrayBuffer());
    const asText = toText(content);
    if (asText === null) {
      onChange({ kind: 'file', bodyBase64: toBase64(content) });
      return;
    }

    // What can be read can also be looked at and changed before it is sent.
    const isJson = looksLikeJson(asText) && strictFault(asText) === null;
    choose(isJson ? 'json' : 'text', asText);
  }

  return (
    <>
      <div class="row">
        <Segments label={sendText.kind} value={draft.kind} options={KINDS}
          onChange={kind => choose(kind)} />
        {draft.kind !== 'file' && <span class="hint">{sendText.kindHints[draft.kind]}</span>}
      </div>
      {draft.kind === 'file' ? <FileField draft={draft} wrong={wrong} take={take} /> : (
        <Field label={sendText.body} value={draft.body} lines={LINES} isMono wrong={wrong}
          onInput={body => onChange({ body })} />
      )}
      <div class="fields">
        <Field label={sendText.contentType} value={draft.contentType} hint={sendText.contentTypeHint} isMono
          onInput={contentType => onChange({ contentType })} />
      </div>
    </>
  );
}

interface FileProps {
  draft: SendDraft;
  wrong: string | undefined;
  take: (file: File | undefined) => Promise<void>;
}

function FileField({ draft, wrong, take }: FileProps): JSX.Element {
  return (
    <div class="field">
      <label for="body-file">{sendText.fromFile}</label>
      <input class="input" type="file" id="body-file" aria-describedby="body-file-hint"
        onChange={event => void take(event.currentTarget.files?.[0])} />
      <span id="body-file-hint" class={wrong === undefined ? 'hint' : 'wrong'}>
        {wrong ?? sendText.file(bytes(base64Bytes(draft.bodyBase64 ?? '')))}
      </span>
    </div>
  );
}
