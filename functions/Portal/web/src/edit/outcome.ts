import { findMessage, getMessage } from '../api/messages';
import { writeJson } from '../api/json';
import { Problem } from '../api/problem';
import type { Message, MessageEdit } from '../api/types';
import { changesOf, editOf } from './draft';

/** What has become of a change whose answer was lost. */
export type Outcome = 'done' | 'undone' | 'gone';

const PAUSE_MS = 1000;
const NOT_FOUND = 404;
const UNAVAILABLE = 503;

/** Whether a call may have been carried out although it failed. */
export function isDoubtful(error: unknown): boolean {
  return error instanceof Problem && (error.status === 0 || error.code === 'OutcomeUnknown');
}

/**
 * Looks until the service answers. The old content and the new are never both there, so that one look tells which.
 */
export async function findOut(
  queue: string, before: Message, edit: MessageEdit, destination: string | null): Promise<Outcome> {
  const here = await answered(() => getMessage(queue, before));
  if (here !== null)
    return isAfter(here.value, edit) ? 'done' : 'undone';
  if (destination === null)
    return 'gone';
  const there = await answered(() => findMessage(destination, before.messageId));
  return there !== null && isAfter(there.value, edit) ? 'done' : 'gone';
}

/** Null if it is not there. */
async function answered<T>(work: () => Promise<T>): Promise<T | null> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Problem && error.status === NOT_FOUND)
        return null;
      if (!(error instanceof Problem) || (error.status !== 0 && error.status !== UNAVAILABLE))
        throw error;
      await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** Whether a message is as the change was to leave it. */
function isAfter(message: Message, edit: MessageEdit): boolean {
  const { replay: _, ...content } = edit;
  const now = editOf(message);
  const wanted = {
    body: content.bodyBase64 ?? content.body ?? now.body,
    contentType: content.contentType ?? now.contentType,
    attributes: now.attributes,
  };
  const isSameText = Object.keys(changesOf(message, wanted)).length === 0;
  return isSameText && (content.attributes === undefined
    || writeJson(sorted(content.attributes)) === writeJson(sorted(message.attributes)));
}

function sorted(attributes: object | undefined): [string, unknown][] {
  return Object.entries(attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
