import { call } from './client';
import type { DeadLetterSetting, Queue } from './types';

/** Settings that are to change; null takes the dead-letter queue away. */
export interface SettingsChange {
  visibilityTimeoutSeconds?: number;
  delaySeconds?: number;
  retentionSeconds?: number;
  maxMessageBytes?: number;
  receiveWaitSeconds?: number;
  deadLetter?: DeadLetterSetting | null;
  contentBasedDeduplication?: boolean;
  deduplicationScope?: string;
  fifoThroughputLimit?: string;
  partitions?: number;
  tags?: Record<string, string>;
}

export function queuePath(name: string): string {
  return `/v1/queues/${encodeURIComponent(name)}`;
}

export function getQueue(name: string, signal?: AbortSignal): Promise<Queue> {
  return call('GET', queuePath(name), signal === undefined ? {} : { signal });
}

export function createQueue(name: string): Promise<Queue> {
  return call('PUT', queuePath(name), { body: {} });
}

export function changeQueue(name: string, change: SettingsChange): Promise<Queue> {
  return call('PATCH', queuePath(name), { body: change });
}

export function deleteQueue(name: string): Promise<void> {
  return call('DELETE', queuePath(name));
}

export function purgeQueue(name: string): Promise<void> {
  return call('POST', `${queuePath(name)}/purge`);
}
