import { call } from './client';
import type { Me } from './types';

/** Who the calls come from, and what they may do. */
export function getMe(signal?: AbortSignal): Promise<Me> {
  return call('GET', '/v1/me', signal === undefined ? {} : { signal });
}

export interface Service {
  version: string;
  access: 'keys' | 'off';
  signIn: ('key' | 'entra')[];
}

/** What the service is, and by what it lets people in. */
export function getService(): Promise<Service> {
  return call('GET', '/');
}
