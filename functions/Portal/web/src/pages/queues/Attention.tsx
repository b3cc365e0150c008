import type { JSX } from 'preact';
import { Link } from '../../components/Link';
import { concerns } from './attention-list';
import { attentionText } from './text';

const SHOWN = 4;

/** What somebody should look at, above everything else. */
export function Attention(): JSX.Element | null {
  const all = concerns.value;
  if (all.length === 0)
    return null;
  return (
    <section class="attention" aria-label={attentionText.title}>
      <h2>{attentionText.title}</h2>
      <ul>
        {all.slice(0, SHOWN).map(concern => (
          <li key={concern.key}>
            <span class={concern.isDead ? 'state-dead' : 'state-inFlight'} aria-hidden="true">
              {concern.isDead ? '✕' : '▲'}
            </span>
            <Link to={concern.to}>{concern.what}</Link>
          </li>
        ))}
        {all.length > SHOWN && <li class="muted">{attentionText.more(all.length - SHOWN)}</li>}
      </ul>
    </section>
  );
}
