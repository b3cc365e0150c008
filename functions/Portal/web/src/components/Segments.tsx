import type { ComponentChildren, JSX } from 'preact';

interface Props<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: ComponentChildren }[];
  onChange: (value: T) => void;
}

/** A choice among a few, all of them in view. */
export function Segments<T extends string>({ label, value, options, onChange }: Props<T>): JSX.Element {
  return (
    <div class="segments" role="group" aria-label={label}>
      {options.map(option => (
        <button key={option.value} type="button" class="segment" aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}>
          {option.label}
        </button>
      ))}
    </div>
  );
}
