import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { refusal, signIn } from '../../state/session';
import { text } from '../../text';

/** Asks for a key, and says why. */
export function SignInPage(): JSX.Element {
  const key = useSignal('');
  function submit(event: Event): void {
    event.preventDefault();
    if (key.value.trim() !== '')
      signIn(key.value.trim());
  }

  const problem = refusal.value;
  return (
    <div class="page">
      <form class="sign-in stack" onSubmit={submit}>
        <h1>{text.signIn.title}</h1>
        <p class="muted">{text.signIn.what}</p>
        {problem !== null && problem.code !== 'MissingKey' && (
          <p class="wrong" role="alert">{problem.message} <code>{problem.code}</code></p>
        )}
        <div class="field">
          <label for="key">{text.signIn.key}</label>
          <input class="input" id="key" name="key" type="password" autocomplete="current-password" spellcheck={false}
            value={key.value} aria-describedby="key-hint" onInput={event => (key.value = event.currentTarget.value)} />
          <span class="hint" id="key-hint">{text.signIn.hint}</span>
        </div>
        <div class="row"><button class="button primary">{text.signIn.button}</button></div>
      </form>
    </div>
  );
}
