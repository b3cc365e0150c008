import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { signIn } from '../../state/session';
import { text } from '../../text';
import { entraAddress, hasEntra, lookForEntra } from './entra';
import { KeyField } from './KeyField';

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
        <h1>{text.signIn.title}</h1>
        <p class="muted">{text.signIn.what}</p>
        <KeyField value={key} />
        <div class="row">
          <button class="button primary">{text.signIn.button}</button>
          {hasEntra.value && <a class="button" href={entraAddress()}>{text.signIn.entra}</a>}
        </div>
      </form>
    </div>
  );
}
