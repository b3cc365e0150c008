import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { Dialog } from '../../components/Dialog';
import { leave } from '../../state/live';
import { refusal, signIn } from '../../state/session';
import { text } from '../../text';
import { entraAddress, hasEntra, lookForEntra } from './entra';
import { KeyField } from './KeyField';

/** Asks for a key above a page whose key has ended meanwhile; what was typed there stays. */
export function SignInDialog(): JSX.Element {
  const key = useSignal('');
  useEffect(() => void lookForEntra(), []);
  function submit(): void {
    if (key.value.trim() !== '')
      signIn(key.value.trim());
  }

  return (
    <Dialog title={text.signIn.title} onClose={leave} onSubmit={submit}
      foot={(
        <>
          {hasEntra.value && (
            <>
              <a class="button" href={entraAddress()} target="_blank" rel="noopener">{text.signIn.entra}</a>
              <button type="button" class="button" onClick={() => (refusal.value = null)}>{text.signIn.back}</button>
            </>
          )}
          <button class="button primary">{text.signIn.button}</button>
        </>
      )}>
      <p>{text.signIn.again}</p>
      <KeyField value={key} />
    </Dialog>
  );
}
