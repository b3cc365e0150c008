import { go } from '../state/place';

const SECOND_KEY_MS = 1500;

/** Pages by the key that follows a g. */
const PAGES: Record<string, string> = {
  q: '/', d: '/dead', s: '/scheduled', e: '/routing', r: '/redrives', k: '/keys',
};

let waitsUntil = 0;

/** What the keys do that work on every page. Answers how to stop it. */
export function listenToKeys(showHelp: () => void): () => void {
  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
      return;
    const page = Date.now() < waitsUntil ? PAGES[event.key] : undefined;
    waitsUntil = event.key === 'g' ? Date.now() + SECOND_KEY_MS : 0;
    if (page !== undefined)
      go(page);
    else if (event.key === '/')
      document.querySelector<HTMLElement>('main input[type="search"]')?.focus();
    else if (event.key === 'r')
      document.querySelector<HTMLElement>('main [data-key="r"]')?.click();
    else if (event.key === '?')
      showHelp();
    else
      return;
    event.preventDefault();
  }

  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement
    && (target.isContentEditable || target.closest('dialog') !== null
      || (target.matches('input, textarea, select') && !target.matches('[type="checkbox"], [type="radio"]')));
}
