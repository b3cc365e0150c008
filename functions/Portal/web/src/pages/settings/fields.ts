import type { SettingsChange } from '../../api/queue';
import type { Queue } from '../../api/types';
import { settingsText } from './text';

export type NumberSetting =
  'visibilityTimeoutSeconds' | 'delaySeconds' | 'retentionSeconds' | 'maxMessageBytes' | 'receiveWaitSeconds'
  | 'partitions';

export interface NumberField {
  name: NumberSetting;
  min: number;
  max: number;
  isWhole: boolean;
}

/** The settings that are numbers, with the ranges that the service takes. */
export const NUMBER_FIELDS: readonly NumberField[] = [
  { name: 'visibilityTimeoutSeconds', min: 0, max: 43_200, isWhole: false },
  { name: 'delaySeconds', min: 0, max: 900, isWhole: false },
  { name: 'retentionSeconds', min: 60, max: 1_209_600, isWhole: false },
  { name: 'receiveWaitSeconds', min: 0, max: 20, isWhole: false },
  { name: 'maxMessageBytes', min: 1024, max: 1_048_576, isWhole: true },
  { name: 'partitions', min: 1, max: 64, isWhole: true },
];

export const MOST_RECEIVES = 1000;
const MOST_TAGS = 50;
const LONGEST_TAG_KEY = 128;
const LONGEST_TAG = 256;

/** What stands in the fields of the form, as text. */
export interface Draft {
  numbers: Record<NumberSetting, string>;
  deadQueue: string;
  maxReceiveCount: string;
  contentBased: boolean;
  scope: string;
  limit: string;
  tags: TagRow[];
}

export interface TagRow {
  key: string;
  value: string;
}

export function draftOf(queue: Queue): Draft {
  return {
    numbers: Object.fromEntries(NUMBER_FIELDS.map(({ name }) => [name, `${queue[name]}`])) as Draft['numbers'],
    deadQueue: queue.deadLetter?.queue ?? '',
    maxReceiveCount: queue.deadLetter === undefined ? '3' : `${queue.deadLetter.maxReceiveCount ?? ''}`,
    contentBased: queue.contentBasedDeduplication ?? false,
    scope: queue.deduplicationScope ?? 'queue',
    limit: queue.fifoThroughputLimit ?? 'perQueue',
    tags: Object.entries(queue.tags).map(([key, value]) => ({ key, value })),
  };
}

/** What is wrong with a number; null if nothing is. */
export function wrongNumber(value: string, min: number, max: number, isWhole: boolean): string | null {
  const pattern = isWhole ? /^\d+$/ : /^\d+(\.\d{1,3})?$/;
  return pattern.test(value) && +value >= min && +value <= max ? null : settingsText.range(min, max, isWhole);
}

/** What is wrong with the name of a queue; null if nothing is. */
export function wrongName(name: string): string | null {
  return name.length <= 80 && /^[\w-]+(\.fifo)?$/.test(name) ? null : settingsText.wrongName;
}

/** What is wrong, by field. */
export function wrongs(draft: Draft): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { name, min, max, isWhole } of NUMBER_FIELDS) {
    const wrong = wrongNumber(draft.numbers[name], min, max, isWhole);
    if (wrong !== null)
      found[name] = wrong;
  }
  if (draft.deadQueue !== '') {
    const name = wrongName(draft.deadQueue);
    if (name !== null)
      found['deadQueue'] = name;
    const receives = draft.maxReceiveCount === ''
      ? null : wrongNumber(draft.maxReceiveCount, 1, MOST_RECEIVES, true);
    if (receives !== null)
      found['maxReceiveCount'] = receives;
  }
  const tags = wrongTags(draft.tags);
  if (tags !== null)
    found['tags'] = tags;
  return found;
}

function wrongTags(rows: readonly TagRow[]): string | null {
  if (rows.length > MOST_TAGS)
    return settingsText.tooManyTags(MOST_TAGS);
  if (new Set(rows.map(row => row.key)).size < rows.length)
    return settingsText.tagTwice;
  return rows.every(({ key, value }) => key !== '' && key.length <= LONGEST_TAG_KEY && value.length <= LONGEST_TAG)
    ? null : settingsText.wrongTag(LONGEST_TAG_KEY, LONGEST_TAG);
}

/** What the form would change of the queue: only what differs from what it was filled with. */
export function changeOf(base: Draft, draft: Draft): SettingsChange {
  const change: SettingsChange = {};
  for (const { name } of NUMBER_FIELDS) {
    if (draft.numbers[name] !== base.numbers[name])
      change[name] = +draft.numbers[name];
  }
  const isCountChanged = draft.deadQueue !== '' && draft.maxReceiveCount !== base.maxReceiveCount;
  if (draft.deadQueue !== base.deadQueue || isCountChanged) {
    change.deadLetter = draft.deadQueue === ''
      ? null : {
        queue: draft.deadQueue,
        ...(draft.maxReceiveCount === '' ? {} : { maxReceiveCount: +draft.maxReceiveCount }),
      };
  }
  if (draft.contentBased !== base.contentBased)
    change.contentBasedDeduplication = draft.contentBased;
  if (draft.scope !== base.scope)
    change.deduplicationScope = draft.scope;
  if (draft.limit !== base.limit)
    change.fifoThroughputLimit = draft.limit;
  if (tagText(draft.tags) !== tagText(base.tags))
    change.tags = Object.fromEntries(draft.tags.map(({ key, value }) => [key, value]));
  return change;
}

export interface Conflict {
  name: string;
  theirs: string;
  mine: string;
}

/** The settings that both this form and somebody else have changed since it was filled, each to another value. */
export function conflictsOf(base: Draft, theirs: Draft, mine: Draft): Conflict[] {
  const [before, now, wanted] = [flat(base), flat(theirs), flat(mine)];
  return Object.keys(before)
    .filter(name => now[name] !== before[name] && wanted[name] !== before[name] && wanted[name] !== now[name])
    .map(name => ({ name, theirs: now[name]!, mine: wanted[name]! }));
}

/** Each setting as it is sent, by the name that it is sent by. */
function flat(draft: Draft): Record<string, string> {
  return {
    ...draft.numbers,
    deadLetter: draft.deadQueue === ''
      ? settingsText.none : settingsText.deadLetter(draft.deadQueue, draft.maxReceiveCount),
    contentBasedDeduplication: `${draft.contentBased}`,
    deduplicationScope: draft.scope,
    fifoThroughputLimit: draft.limit,
    tags: tagText(draft.tags),
  };
}

function tagText(rows: readonly TagRow[]): string {
  const all = rows.map(({ key, value }) => `${key}=${value}`).sort();
  return all.length === 0 ? settingsText.none : all.join(', ');
}
