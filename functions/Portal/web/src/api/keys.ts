import { call } from './client';
import type { Allow, Key } from './types';

export const KEYS_PATH = '/v1/keys';

export interface NewKey {
  name: string;
  allow: Allow[];
  expiresAt?: string;
}

export function keyPath(id: string): string {
  return `${KEYS_PATH}/${encodeURIComponent(id)}`;
}

export async function listKeys(): Promise<Key[]> {
  return (await call<{ keys: Key[] }>('GET', KEYS_PATH)).keys;
}

export function createKey(key: NewKey): Promise<Key> {
  return call('POST', KEYS_PATH, { body: key });
}

export function enableKey(id: string, enabled: boolean): Promise<Key> {
  return call('PATCH', keyPath(id), { body: { enabled } });
}

/** The old secret works on for so long. */
export function rotateKey(id: string, keepOldForSeconds: number): Promise<Key> {
  return call('POST', `${keyPath(id)}/rotate`, { body: { keepOldForSeconds } });
}

export function deleteKey(id: string): Promise<void> {
  return call('DELETE', keyPath(id));
}
