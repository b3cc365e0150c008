import type { ExactNumber } from './json';

/** What the API answers; times are RFC 3339, durations are seconds. */
export interface Stats {
  visible: number;
  inFlight: number;
  delayed: number;
  oldestAgeSeconds: number;
  bytes: number;
}

export interface DeadLetterSetting {
  queue: string;
  maxReceiveCount: number;
}

export interface Queue {
  name: string;
  visibilityTimeoutSeconds: number;
  delaySeconds: number;
  retentionSeconds: number;
  maxMessageBytes: number;
  receiveWaitSeconds: number;
  deadLetter?: DeadLetterSetting;
  contentBasedDeduplication?: boolean;
  deduplicationScope?: string;
  fifoThroughputLimit?: string;
  partitions: number;
  tags: Record<string, string>;
  createdAt: string;
  modifiedAt: string;
  stats: Stats;
  damaged?: boolean;
}

export type MessageState = 'visible' | 'inFlight' | 'delayed';

export type AttributeValue = string | number | ExactNumber | { base64: string };

export interface DeadLetter {
  sourceQueue: string;
  reason: string;
  detail?: string;
  at: string;
}

export interface Message {
  messageId: string;
  sequenceNumber: number | ExactNumber;
  body?: string;
  bodyBase64?: string;
  contentType?: string;
  attributes?: Record<string, AttributeValue>;
  enqueuedAt: string;
  firstReceivedAt?: string;
  receiveCount: number;
  visibleUntil?: string;
  groupId?: string;
  deduplicationId?: string;
  deadLetter?: DeadLetter;
}

export interface MessagePage {
  messages: Message[];
  cursor?: string;
}

export type RedriveState = 'running' | 'completed' | 'cancelling' | 'cancelled' | 'failed';

export interface Redrive {
  taskId: string;
  queue: string;
  destination?: string;
  maxPerSecond?: number;
  state: RedriveState;
  moved: number;
  total: number;
  startedAt: string;
  endedAt?: string;
  failure?: string;
}

export interface RedriveRequest {
  destination?: string;
  maxPerSecond?: number;
  messageIds?: string[];
}

export type Role = 'admin' | 'operator' | 'sender' | 'receiver' | 'viewer';

export interface Allow {
  role?: Role;
  actions?: string[];
  queues: string[];
}

export interface Key {
  id: string;
  secret?: string;
  name: string;
  allow: Allow[];
  enabled: boolean;
  createdAt: string;
  createdBy: string;
  expiresAt?: string;
  lastUsedAt?: string;
  rotatedAt: string;
  previousSecretUntil?: string;
}

export interface Me {
  id: string;
  name?: string;
  kind: 'key' | 'entra' | 'open';
  allow: Allow[];
  expiresAt?: string;
  now: string;
}

export interface NewMessage {
  body?: string;
  bodyBase64?: string;
  contentType?: string;
  attributes?: Record<string, AttributeValue>;
  delaySeconds?: number;
  groupId?: string;
  deduplicationId?: string;
}

export interface SendResult {
  messageId: string;
  sequenceNumber: number | ExactNumber;
  deduplicated?: boolean;
}
