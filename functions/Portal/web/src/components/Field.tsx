import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: ComponentChildren;
  /** What is wrong with the value; null or absent if nothing is. */
  wrong?: string | null | undefined;
  isNumber?: boolean;
  isMono?: boolean;
  list?: string;
  disabled?: boolean;
  lines?: number;
  autoFocus?: boolean;
}

/** A field with its label above it, and what it takes, or what is wrong, below. */
export function Field(props: Props): JSX.Element {
  const { label, value, onInput, hint, wrong, lines } = props;
  const id = useId();
  const isWrong = typeof wrong === 'string';
  const common = {
    id, value, class: props.isMono === true ? 'input mono' : 'input', 'aria-invalid': isWrong,
    'aria-describedby': `${id}-hint`, spellcheck: false, autocomplete: 'off', disabled: props.disabled ?? false,
    autoFocus: props.autoFocus ?? false,
  } as const;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {lines === undefined
        ? <input {...common} inputMode={props.isNumber === true ? 'decimal' : 'text'} list={props.list}
            onInput={event => onInput(event.currentTarget.value)} />
        : <textarea {...common} rows={lines} onInput={event => onInput(event.currentTarget.value)} />}
      <span id={`${id}-hint`} class={isWrong ? 'wrong' : 'hint'}>{isWrong ? wrong : hint}</span>
    </div>
  );
}
