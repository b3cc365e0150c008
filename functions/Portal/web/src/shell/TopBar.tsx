import type { JSX } from 'preact';
import { Link } from '../components/Link';
import { Progress } from '../components/Progress';
import { plain } from '../format/text';
import { moment, zoneName } from '../format/time';
import { environment } from '../state/environment';
import { asOf, leave, running } from '../state/live';
import { lookOnly, me } from '../state/me';
import { density, theme, zone } from '../state/preferences';
import { session } from '../state/session';
import { signInText } from '../pages/signin/text';
import { behindOf } from '../replay/rate';
import { replayText } from '../replay/text';
import { text } from '../text';
import { Choice } from './Choice';

export function TopBar(): JSX.Element {
  const first = running.value[0];
  return (
    <header class="top">
      {environment.value.name !== undefined && <strong class="nowrap">{environment.value.name}</strong>}
      {first !== undefined && (
        <Link to="/redrives" class="progress-strip">
          <Progress done={behindOf(first)} total={first.total} label={replayText.progress(first.queue)} />
          <span class="nowrap">{text.top.replaying(first.queue, behindOf(first), first.total)}</span>
        </Link>
      )}
      <div class="top-end">
        {asOf.value !== null && <span class="muted nowrap as-of">{text.top.asOf(moment(asOf.value), zoneName())}</span>}
        <Choice label={text.view.zone} of={zone} words={{ local: text.view.local, utc: text.view.utc }} />
        <Choice label={text.view.theme} of={theme} isSpare
          words={{ system: text.view.system, light: text.view.light, dark: text.view.dark }} />
        <Choice label={text.view.density} of={density} isSpare
          words={{ normal: text.view.normal, compact: text.view.compact }} />
        <Who />
      </div>
    </header>
  );
}

function Who(): JSX.Element | null {
  if (me.value === null)
    return null;
  return (
    <>
      <label class="choice">
        <input type="checkbox" checked={lookOnly.value} onChange={() => (lookOnly.value = !lookOnly.value)} />
        <span class="nowrap">{text.view.lookOnly}</span>
      </label>
      {me.value.kind !== 'open' && (
        <span class="cut who spare" title={me.value.id}>{plain(me.value.name ?? me.value.id)}</span>
      )}
      {session.value !== null && (
        <button type="button" class="button plain" onClick={leave}>{signInText.out}</button>
      )}
      {me.value.kind === 'entra' && (
        <a class="button plain" href="/.auth/logout?post_logout_redirect_uri=/portal/">{signInText.out}</a>
      )}
    </>
  );
}
