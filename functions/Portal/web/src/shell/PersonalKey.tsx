import type { JSX } from 'preact';
import { me } from '../state/me';
import { go } from '../state/place';
import { isFresh } from '../state/session';
import { signInText } from '../pages/signin/text';

/** Who has just signed in with a key that may do everything for ever is told that there are better ones. */
export function PersonalKey(): JSX.Element | null {
  const known = me.value;
  const isStrong = known?.kind === 'key' && known.expiresAt === undefined
    && known.allow.some(allow => allow.queues.includes('*') && allow.actions?.includes('keys') === true);
  if (!isFresh.value || !isStrong)
    return null;
  function make(): void {
    isFresh.value = false;
    go('/keys?make=own');
  }

  return (
    <div class="strip" role="status">
      <span>{signInText.strong}</span>
      <button type="button" class="button" onClick={make}>{signInText.makeOwn}</button>
      <button type="button" class="button plain" onClick={() => (isFresh.value = false)}>{signInText.notNow}</button>
    </div>
  );
}
