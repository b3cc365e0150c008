import { signal } from '@preact/signals';
import { getService } from '../../api/me';

/** True where users of Microsoft Entra ID are let in. */
export const hasEntra = signal(false);

export async function lookForEntra(): Promise<void> {
  try {
    hasEntra.value = (await getService()).signIn.includes('entra');
  } catch {
    // A service that does not answer here has no other way in either.
  }
}

/** Signing in there comes back to the page that was asked for. */
export function entraAddress(): string {
  return `/.auth/login/aad?post_login_redirect_uri=${encodeURIComponent(location.pathname + location.search)}`;
}
