import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal, useSignalEffect } from '@preact/signals';
import { KeyHelp } from '../keyboard/KeyHelp';
import { listenToKeys } from '../keyboard/keys';
import { deadCount } from '../state/dead';
import { environment, loadEnvironment } from '../state/environment';
import { asOf, liveEveryMs, look, trouble } from '../state/live';
import { me } from '../state/me';
import { place } from '../state/place';
import { poll } from '../state/poll';
import { refusal, session } from '../state/session';
import { SignInDialog } from '../pages/signin/SignInDialog';
import { SignInPage } from '../pages/signin/SignInPage';
import { text } from '../text';
import { match } from './match';
import { NoticeStrip } from './NoticeStrip';
import { NotFound } from './NotFound';
import { PAGES } from './pages';
import { PersonalKey } from './PersonalKey';
import { Rail } from './Rail';
import { TopBar } from './TopBar';

/** The frame around every page. */
export function Shell(): JSX.Element {
  const isRefused = refusal.value !== null;
  const key = session.value?.key;
  useEffect(() => {
    me.value = null;
    return isRefused ? undefined : poll(look, liveEveryMs);
  }, [isRefused, key]);
  useSignalEffect(() => {
    document.title = text.title(deadCount.value, environment.value.name);
  });
  const isHelping = useSignal(false);
  useEffect(() => listenToKeys(() => (isHelping.value = true)), [isHelping]);
  const isOffline = trouble.value?.status === 0 && asOf.value !== null;
  useEffect(() => void loadEnvironment().catch(() => {}), []);
  const { colour } = environment.value;
  return (
    <div class="shell">
      {colour !== undefined && <div class="environment" style={{ background: colour }} />}
      <a class="skip" href="#main">{text.skip}</a>
      <Rail />
      <TopBar />
      <main class="main" id="main" tabIndex={-1}>
        {isOffline && <div class="strip" role="status">{text.top.offline}</div>}
        <PersonalKey />
        {isRefused && asOf.value === null ? <SignInPage /> : <CurrentPage />}
        {isRefused && asOf.value !== null && <SignInDialog />}
      </main>
      <NoticeStrip />
      {isHelping.value && <KeyHelp onClose={() => (isHelping.value = false)} />}
    </div>
  );
}

function CurrentPage(): JSX.Element {
  const { path } = place.value;
  for (const { pattern, page: Page } of PAGES) {
    const at = match(pattern, path);
    if (at !== null)
      return <Page key={path} at={at} />;
  }
  return <NotFound />;
}
