import type { JSX } from 'preact';
import { fromBase64, toBase64, toText } from '../../body/bytes';
import { Field } from '../../components/Field';
import { bytes } from '../../format/number';
import { text } from '../../text';
import { jsonFault } from './json-fault';
import type { SendDraft } from './draft';

const LINES = 10;

interface Props {
  draft: SendDraft;
  wrong: string | undefined;
  onChange: (change: Partial<SendDraft>) => void;
}

/** The body: a text, which is checked where it is to be JSON, or the bytes of a file. */
export function BodyField({ draft, wrong, onChange }: Props): JSX.Element {
  const fault = draft.bodyBase64 === null ? jsonFault(draft.body) : null;

  async function take(file: File | undefined): Promise<void> {
    if (file === undefined)
      return;
    const content = new Uint8Array(await file.arrayBuffer());
    const asText = toText(content);
    onChange(asText === null
      ? { bodyBase64: toBase64(content), body: '' }
      : { bodyBase64: null, body: asText });
  }

  return (
    <>
      {draft.bodyBase64 === null ? (
        <Field label={text.send.body} value={draft.body} lines={LINES} isMono wrong={wrong}
          hint={fault === null ? text.send.bodyHint : <span class="state-inFlight">{text.send.notJson(fault)}</span>}
          onInput={body => onChange({ body })} />
      ) : (
        <div class="field">
          <span class="label">{text.send.body}</span>
          <span class="row">
            {text.send.file(bytes(fromBase64(draft.bodyBase64).length))}
            <button type="button" class="button" onClick={() => onChange({ bodyBase64: null })}>
              {text.send.noFile}
            </button>
          </span>
          {wrong !== undefined && <span class="wrong" role="alert">{wrong}</span>}
        </div>
      )}
      <div class="fields">
        <label class="field">
          <span class="label">{text.send.fromFile}</span>
          <input class="input" type="file" onChange={event => void take(event.currentTarget.files?.[0])} />
        </label>
        <Field label={text.send.contentType} value={draft.contentType} hint={text.send.contentTypeHint} isMono
          onInput={contentType => onChange({ contentType })} />
      </div>
    </>
  );
}
