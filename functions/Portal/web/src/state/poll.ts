/** How long nobody touches anything until the portal asks less often. */
const IDLE_AFTER_MS = 2 * 60_000;
const IDLE_MS = 30_000;

let touchedAt = Date.now();
for (const sign of ['pointerdown', 'pointermove', 'keydown', 'wheel'])
  addEventListener(sign, () => (touchedAt = Date.now()), { passive: true });

/**
 * Does the work now and again, the next time counted from the end of the one before; never in a hidden tab.
 * Answers how to stop it.
 */
export function poll(work: (signal: AbortSignal) => Promise<void>, everyMs: () => number): () => void {
  const stopped = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWorking = false;

  async function turn(): Promise<void> {
    clearTimeout(timer);
    if (isWorking || document.hidden || stopped.signal.aborted)
      return;
    isWorking = true;
    try {
      await work(stopped.signal);
    } finally {
      isWorking = false;
    }
    if (!stopped.signal.aborted)
      timer = setTimeout(() => void turn(), Date.now() - touchedAt < IDLE_AFTER_MS ? everyMs() : IDLE_MS);
  }

  const onShown = (): void => void turn();
  document.addEventListener('visibilitychange', onShown);
  void turn();
  return () => {
    stopped.abort();
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onShown);
  };
}
