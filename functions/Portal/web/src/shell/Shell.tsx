import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignalEffect } from '@preact/signals';
import { deadCount } from '../state/dead';
import { asOf, liveEveryMs, look, trouble } from '../state/live';
import { place } from '../state/place';
import { poll } from '../state/poll';
import { refusal, session } from '../state/session';
import { SignInPage } from '../pages/signin/SignInPage';
import { text } from '../text';
import { match } from './match';
import { NotFound } from './NotFound';
import { PAGES } from './pages';
import { Rail } from './Rail';
import { TopBar } from './TopBar';

/** The frame around every page. */
export function Shell(): JSX.Element {
  const isRefused = refusal.value !== null;
  const key = session.value?.key;
  useEffect(() => (isRefused ? undefined : poll(look, liveEveryMs)), [isRefused, key]);
  useSignalEffect(() => {
    document.title = text.title(deadCount.value);
  });
  const isOffline = trouble.value?.status === 0 && asOf.value !== null;
  return (
    <div class="shell">
      <a class="skip" href="#main">{text.skip}</a>
      <Rail />
      <TopBar />
      <main class="main" id="main" tabIndex={-1}>
        {isOffline && <div class="strip" role="status">{text.top.offline}</div>}
        {isRefused ? <SignInPage /> : <CurrentPage />}
      </main>
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
