import { deleteMessages, MAX_NAMED, namesOf, type DeleteStatus } from '../api/messages';
import { Problem } from '../api/problem';
import type { Message } from '../api/types';
import { look } from '../state/live';
import { notice, show, tell } from '../state/notice';
import { text } from '../text';
import { removeText } from './text';

/** For so long a deletion can be taken back. Who closes the page in that time has deleted nothing. */
const GRACE_MS = 5000;

/** Deletes messages after a while in which it can be undone. */
export function deleteLater(queue: string, messages: readonly Message[], onDone: () => void): void {
  const names = namesOf(messages);
  const timer = setTimeout(() => void deleteAll(), GRACE_MS);
  show({
    what: removeText.soon(names.length, queue),
    undo: () => {
      clearTimeout(timer);
      notice.value = null;
    },
  });

  async function deleteAll(): Promise<void> {
    const counts: Record<DeleteStatus, number> = { deleted: 0, inFlight: 0, notFound: 0 };
    try {
      for (let from = 0; from < names.length; from += MAX_NAMED) {
        for (const status of await deleteMessages(queue, names.slice(from, from + MAX_NAMED)))
          counts[status]++;
      }
      tell(removeText.done(counts.deleted, counts.inFlight, counts.notFound));
    } catch (error) {
      tell(removeText.failed(counts.deleted, error instanceof Problem ? error.message : text.problem.unexpected));
    }
    await look();
    onDone();
  }
}
