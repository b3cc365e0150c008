import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { poll } from '#/state/poll';

let isHidden = false;

beforeEach(() => {
  vi.useFakeTimers();
  isHidden = false;
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
});
afterEach(() => vi.useRealTimers());

function hide(value: boolean): void {
  isHidden = value;
  document.dispatchEvent(new Event('visibilitychange'));
}

test('a hidden tab makes no call, and makes one when it is shown again', async () => {
  const work = vi.fn(async () => {});
  const stop = poll(work, () => 5000);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(work).toHaveBeenCalledTimes(3);
  hide(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(work).toHaveBeenCalledTimes(3);
  hide(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(work).toHaveBeenCalledTimes(4);
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(work).toHaveBeenCalledTimes(4);
});

test('who does not touch anything is asked less often', async () => {
  window.dispatchEvent(new Event('keydown'));
  const work = vi.fn(async () => {});
  const stop = poll(work, () => 5000);
  await vi.advanceTimersByTimeAsync(121_000);
  const busy = work.mock.calls.length;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(busy).toBeGreaterThan(20);
  expect(work.mock.calls.length - busy).toBeLessThanOrEqual(5);
  stop();
});

test('one look ends before the next begins', async () => {
  let end = (): void => {};
  const work = vi.fn(() => new Promise<void>(resolve => (end = resolve)));
  const stop = poll(work, () => 1000);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(work).toHaveBeenCalledTimes(1);
  end();
  await vi.advanceTimersByTimeAsync(1000);
  expect(work).toHaveBeenCalledTimes(2);
  stop();
});
