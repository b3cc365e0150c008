import type { Filter } from '../state/filter';
import type { ExactNumber } from './json';

/** What the API answers; times are RFC 3339, durations are seconds. */
export interface Stats {
  visible: number;
  inFlight: number;
  delayed: number;
  /** Dead letters that wait until an exchange leads them somewhere; absent for none. */
  held?: number;
  oldestAgeSeconds: number;
  bytes: number;
  asOf?: string;
  /** What has ever happened; absent while nothing is counted. */
  totals?: Totals;
}

export interface Totals {
  sent: number;
  received: number;
  redelivered: number;
  acked: number;
  deadLettered: number;
  expired: number;
  dropped: number;
}

/** With a queue, or with the exchange that says which. Without a count only what is rejected goes there. */
export interface DeadLetterSetting {
  queue?: string;
  exchange?: string;
  maxReceiveCount?: number;
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

export type AttributeValue = string | number | boolean | ExactNumber | { base64: string };

export interface DeadLetter {
  sourceQueue: string;
  reason: string;
  detail?: string;
  receiveCount?: number;
  at: string;
}

export interface Replays {
  count: number;
  at: string;
  by?: string;
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
  replays?: Replays;
  state?: MessageState;
  /** Of the whole body, where only its beginning is here. */
  bodyBytes?: number;
  truncated?: boolean;
}

/** A message as it was shown; by its sequence number it is found without a search. */
export interface NamedMessage {
  messageId: string;
  sequenceNumber: number | ExactNumber;
}

/** What is to change of a message; what is not given stays. */
export interface MessageEdit {
  body?: string;
  bodyBase64?: string;
  contentType?: string;
  attributes?: Record<string, AttributeValue>;
  replay?: { destination?: string };
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
  /** Those that have no queue to go to. */
  stayed?: number;
  /** Those that a filter was tried on. */
  scanned?: number;
  filter?: Filter;
  /** How many messages it was given by name. */
  named?: number;
  startedAt: string;
  startedBy?: string;
  endedAt?: string;
  failure?: string;
}

export interface RedriveRequest {
  destination?: string;
  maxPerSecond?: number;
  messages?: NamedMessage[];
  filter?: Filter;
}

export type Role = 'admin' | 'operator' | 'sender' | 'receiver' | 'viewer';

export interface Allow {
  role?: Role;
  actions?: string[];
  queues: string[];
  /** Absent if there are none. */
  exchanges?: string[];
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
