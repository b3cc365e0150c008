import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { Dialog } from '../../components/Dialog';
import { leave } from '../../state/live';
import { refusal, signIn } from '../../state/session';
import { entraAddress, hasEntra, lookForEntra } from './entra';
import { KeyField } from './KeyField';
import { signInText } from './text';

/** Asks for a key above a page whose key has ended meanwhile; what was typed there stays. */
export function SignInDialog(): JSX.Element {
  const key = useSignal('');
  useEffect(() => void lookForEntra(), []);
  function submit(): void {
    if (key.value.trim() !== '')
      signIn(key.value.trim());
  }

  return (
    <Dialog title={signInText.title} onClose={leave} onSubmit={submit}
      foot={(
        <>
          {hasEntra.value && (
            <>
              <a class="button" href={entraAddress()} target="_blank" rel="noopener">{signInText.entra}</a>
              <button type="button" class="button" onClick={() => (refusal.value = null)}>{signInText.back}</button>
            </>
          )}
          <button class="button primary">{signInText.button}</button>
        </>
      )}>
      <p>{signInText.again}</p>
      <KeyField value={key} />
    </Dialog>
  );
}
