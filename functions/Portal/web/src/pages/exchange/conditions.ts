import type { Condition, Match, Scalar } from '../../api/exchanges';
import { ExactNumber, parseJson } from '../../api/json';
import { NUMBER } from '../send/draft';
import { sendText } from '../send/text';
import { exchangeText } from './text';

export type ConditionKind = keyof typeof exchangeText.conditionKinds;

export const CONDITION_KINDS = Object.keys(exchangeText.conditionKinds) as ConditionKind[];

/** A condition as it is typed. */
export interface ConditionRow {
  name: string;
  kind: ConditionKind;
  value: string;
}

/** Whether it is said with a value. */
export function hasValue(kind: ConditionKind): boolean {
  return kind !== 'there' && kind !== 'missing';
}

/** What is wrong with a condition; null if nothing is. */
export function wrongCondition({ name, kind, value }: ConditionRow, all: readonly ConditionRow[]): string | null {
  if (!/^[\w.-]{1,256}$/.test(name))
    return sendText.attributeName;
  if (all.filter(row => row.name === name).length > 1)
    return exchangeText.sameName;
  if (kind === 'number' && !NUMBER.test(value))
    return sendText.attributeNumber;
  if (kind === 'boolean' && value !== 'true' && value !== 'false')
    return sendText.attributeBoolean;
  return kind === 'anyOf' && listOf(value) === null ? exchangeText.wrongList : null;
}

/** The conditions as the API takes them; undefined if there are none. */
export function matchOf(mode: 'all' | 'any', rows: readonly ConditionRow[]): Match | undefined {
  return rows.length === 0
    ? undefined : { mode, attributes: Object.fromEntries(rows.map(row => [row.name, conditionOf(row)])) };
}

function conditionOf({ kind, value }: ConditionRow): Condition {
  switch (kind) {
    case 'text':
      return value;
    case 'number':
      return new ExactNumber(value);
    case 'boolean':
      return value === 'true';
    case 'prefix':
      return { prefix: value };
    case 'anyOf':
      return { anyOf: listOf(value) ?? [] };
    default:
      return { exists: kind === 'there' };
  }
}

function listOf(value: string): Scalar[] | null {
  try {
    const list = parseJson(value);
    return Array.isArray(list) && list.length > 0 && list.every(isScalar) ? list : null;
  } catch {
    return null;
  }
}

function isScalar(value: unknown): value is Scalar {
  return ['string', 'number', 'boolean'].includes(typeof value) || value instanceof ExactNumber;
}
