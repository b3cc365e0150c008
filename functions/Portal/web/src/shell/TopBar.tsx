import type { JSX } from 'preact';
import { Link } from '../components/Link';
import { Progress } from '../components/Progress';
import { moment, zoneName } from '../format/time';
import { asOf, running } from '../state/live';
import { theme, zone, type Theme, type Zone } from '../state/preferences';
import { session, signOut } from '../state/session';
import { text } from '../text';

export function TopBar(): JSX.Element {
  const first = running.value[0];
  return (
    <header class="top">
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
        {session.value !== null && (
          <button type="button" class="button plain" onClick={() => signOut(null)}>{text.signIn.out}</button>
        )}
      </div>
    </header>
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
    <select class="input choice-small" aria-label={text.view.theme} value={theme.value}
      onChange={event => (theme.value = event.currentTarget.value as Theme)}>
      <option value="system">{text.view.system}</option>
      <option value="light">{text.view.light}</option>
      <option value="dark">{text.view.dark}</option>
    </select>
  );
}
