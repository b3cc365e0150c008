import type { Binding, Condition, Match, Scalar } from '../api/exchanges';
import { writeJson } from '../api/json';

/** What a binding takes, in words. */
export function bindingText({ routingKey, match }: Pick<Binding, 'routingKey' | 'match'>): string {
  const parts = [routingKey ?? '', match === undefined ? '' : matchText(match)].filter(part => part !== '');
  return parts.length === 0 ? 'everything' : parts.join(', ');
}

/** What a match asks for, in words. */
export function matchText({ mode, attributes }: Match): string {
  return Object.entries(attributes)
    .map(([name, condition]) => conditionText(name, condition))
    .join(mode === 'any' ? ' or ' : ' and ');
}

function conditionText(name: string, condition: Condition): string {
  if (!isTest(condition))
    return `${name} = ${writeJson(condition)}`;
  if ('exists' in condition)
    return condition.exists ? `${name} is there` : `${name} is not there`;
  return 'prefix' in condition
    ? `${name} begins with ${writeJson(condition.prefix)}` : `${name} is one of ${writeJson(condition.anyOf)}`;
}

/** A condition that is more than a value. */
function isTest(condition: Condition): condition is Exclude<Condition, Scalar> {
  return typeof condition === 'object' && ('exists' in condition || 'prefix' in condition || 'anyOf' in condition);
}
