import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { text } from '../text';
import { Icon } from './icons';

const SHOWN_MS = 1500;

export function CopyButton({ value, label = text.copy }: { value: string; label?: string }): JSX.Element {
  const isCopied = useSignal(false);
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(value);
    isCopied.value = true;
    setTimeout(() => (isCopied.value = false), SHOWN_MS);
  }

  return (
    <button type="button" class="button plain icon" aria-label={isCopied.value ? text.copied : label}
      title={isCopied.value ? text.copied : label} onClick={() => void copy()}>
      <Icon name="copy" />
    </button>
  );
}
