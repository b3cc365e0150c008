import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { useSignal, type Signal } from '@preact/signals';
import { CopyButton } from '../components/CopyButton';
import { bytes as size } from '../format/number';
import { gunzip, isGzip, sha256, toBase64, toText } from './bytes';
import type { Content } from './content';
import { isJson } from './json-lines';
import { JsonBody } from './JsonBody';
import { PlainLines } from './PlainLines';
import { saveAs } from './save';
import { TextBody } from './TextBody';
import { base64Lines, hexLines, type BodyView } from './views';
import { bodyText } from './text';

/** What a gzip may become: a small one can stand for gigabytes. */
const MOST_UNPACKED = 16 * 1024 * 1024;

/** A message's body, in the shape that suits it best or another one. */
export function Body({ content, name }: { content: Content; name: string }): JSX.Element {
  const unpacked = useSignal<Content | null>(null);
  const refusal = useSignal<string | null>(null);
  const hash = useSignal<string | null>(null);
  const wanted = useSignal('');
  const shown = unpacked.value ?? content;
  const views = useMemo(() => viewsOf(shown), [shown]);
  const chosen = useSignal<BodyView | null>(null);
  const current = chosen.value !== null && views.includes(chosen.value) ? chosen.value : views[0]!;

  useEffect(() => {
    hash.value = null;
    void sha256(shown.bytes).then(value => (hash.value = value));
  }, [shown, hash]);

  async function unpack(): Promise<void> {
    try {
      const bytes = await gunzip(content.bytes, MOST_UNPACKED);
      unpacked.value = { bytes, text: toText(bytes) };
    } catch (error) {
      refusal.value = error instanceof RangeError ? bodyText.tooLarge(size(MOST_UNPACKED)) : bodyText.noGzip;
    }
  }

  return (
    <section class="body" aria-label={bodyText.title}>
      <div class="row">
        <h3>{bodyText.title}</h3>
        <span class="muted">{size(shown.bytes.length)}</span>
        <span class="body-actions row">
          {isGzip(content.bytes) && unpacked.value === null && (
            <button type="button" class="button" onClick={() => void unpack()}>{bodyText.unpack}</button>
          )}
          <CopyButton value={shown.text ?? toBase64(shown.bytes)} label={bodyText.copy} />
          <button type="button" class="button plain" onClick={() => saveAs(shown.bytes, name)}>{bodyText.save}</button>
        </span>
      </div>
      {refusal.value !== null && <p class="wrong" role="alert">{refusal.value}</p>}
      <div class="row" role="radiogroup" aria-label={bodyText.view}>
        {views.map(each => (
          <label key={each} class="choice">
            <input type="radio" name="body-view" checked={each === current} onChange={() => (chosen.value = each)} />
            {bodyText.views[each]}
          </label>
        ))}
      </div>
      <Shape content={shown} view={current} wanted={wanted} />
      {hash.value !== null && <p class="muted hash">SHA-256 <code>{hash.value}</code></p>}
    </section>
  );
}

interface ShapeProps {
  content: Content;
  view: BodyView;
  /** What is looked for in the body. */
  wanted: Signal<string>;
}

function Shape({ content, view, wanted }: ShapeProps): JSX.Element {
  const label = bodyText.as(bodyText.views[view]);
  const lines = useMemo(
    () => (view === 'hex' ? hexLines(content.bytes) : view === 'base64' ? base64Lines(content.bytes) : []),
    [content, view]);
  if (content.bytes.length === 0)
    return <p class="muted">{bodyText.empty}</p>;
  switch (view) {
    case 'json':
      return <JsonBody source={content.text!} label={label} wanted={wanted} />;
    case 'text':
      return <TextBody source={content.text!} label={label} wanted={wanted} />;
    default:
      return <PlainLines label={label} lines={lines} wanted={wanted} />;
  }
}

/** The shapes that a body can be shown in, the best first. */
function viewsOf(content: Content): BodyView[] {
  if (content.text === null)
    return ['hex', 'base64'];
  return isJson(content.text) ? ['json', 'text', 'hex', 'base64'] : ['text', 'hex', 'base64'];
}
