import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { signIn } from '../../state/session';
import { entraAddress, hasEntra, lookForEntra } from './entra';
import { KeyField } from './KeyField';
import { signInText } from './text';

/** Asks for a key, and says why. */
export function SignInPage(): JSX.Element {
  const key = useSignal('');
  useEffect(() => void lookForEntra(), []);
  function submit(event: Event): void {
    event.preventDefault();
    if (key.value.trim() !== '')
      signIn(key.value.trim());
  }

  return (
    <div class="page">
      <form class="sign-in stack" onSubmit={submit}>
        <h1>{signInText.title}</h1>
        <p class="muted">{signInText.what}</p>
        <KeyField value={key} />
        <div class="row">
          <button class="button primary">{signInText.button}</button>
          {hasEntra.value && <a class="button" href={entraAddress()}>{signInText.entra}</a>}
        </div>
      </form>
    </div>
  );
}
