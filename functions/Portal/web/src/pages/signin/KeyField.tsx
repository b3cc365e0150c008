import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Signal } from '@preact/signals';
import { refusal } from '../../state/session';
import { signInText } from './text';

/** Takes a key, and says what was wrong with the last one. A vault can fill it in. */
export function KeyField({ value }: { value: Signal<string> }): JSX.Element {
  const id = useId();
  const problem = refusal.value;
  return (
    <>
      {problem !== null && problem.code !== 'MissingKey' && (
        <p class="wrong" role="alert">{problem.message} <code>{problem.code}</code></p>
      )}
      <div class="field">
        <label for={id}>{signInText.key}</label>
        <input class="input" id={id} name="key" type="password" autocomplete="current-password" spellcheck={false}
          autoFocus value={value.value} aria-describedby={`${id}-hint`}
          onInput={event => (value.value = event.currentTarget.value)} />
        <span class="hint" id={`${id}-hint`}>{signInText.hint}</span>
      </div>
    </>
  );
}
