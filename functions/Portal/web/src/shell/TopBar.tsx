import type { JSX } from 'preact';
import { Link } from '../components/Link';
import { Progress } from '../components/Progress';
import { plain } from '../format/text';
import { moment, zoneName } from '../format/time';
import { environment } from '../state/environment';
import { asOf, leave, running } from '../state/live';
import { lookOnly, me } from '../state/me';
import { density, theme, zone, type Density, type Theme, type Zone } from '../state/preferences';
import { session } from '../state/session';
import { text } from '../text';

export function TopBar(): JSX.Element {
  const first = running.value[0];
  return (
    <header class="top">
      {environment.value.name !== undefined && <strong class="nowrap">{environment.value.name}</strong>}
      {first !== undefined && (
        <Link to="/redrives" class="progress-strip">
          <Progress done={first.moved} total={first.total} label={text.replay.progress(first.queue)} />
          <span class="nowrap">{text.top.replaying(first.queue, first.moved, first.total)}</span>
        </Link>
      )}
      <div class="top-end">
        {asOf.value !== null && <span class="muted nowrap as-of">{text.top.asOf(moment(asOf.value), zoneName())}</span>}
        <ZoneChoice />
        <ThemeChoice />
        <DensityChoice />
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
        <button type="button" class="button plain" onClick={leave}>{text.signIn.out}</button>
      )}
      {me.value.kind === 'entra' && (
        <a class="button plain" href="/.auth/logout?post_logout_redirect_uri=/portal/">{text.signIn.out}</a>
      )}
    </>
  );
}

function ZoneChoice(): JSX.Element {
  return (
    <select class="input choice-small" aria-label={text.view.zone} value={zone.value}
      onChange={event => (zone.value = event.currentTarget.value as Zone)}>
      <option value="local">{text.view.local}</option>
      <option value="utc">{text.view.utc}</option>
    </select>
  );
}

function ThemeChoice(): JSX.Element {
  return (
    <select class="input choice-small spare" aria-label={text.view.theme} value={theme.value}
      onChange={event => (theme.value = event.currentTarget.value as Theme)}>
      <option value="system">{text.view.system}</option>
      <option value="light">{text.view.light}</option>
      <option value="dark">{text.view.dark}</option>
    </select>
  );
}

function DensityChoice(): JSX.Element {
  return (
    <select class="input choice-small spare" aria-label={text.view.density} value={density.value}
      onChange={event => (density.value = event.currentTarget.value as Density)}>
      <option value="normal">{text.view.normal}</option>
      <option value="compact">{text.view.compact}</option>
    </select>
  );
}
