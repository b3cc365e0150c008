import type { Message } from '../api/types';
import { saveAs } from '../body/save';
import { exportLines } from '../format/lines';

/** Keeps messages as a file that Send can read. */
export function exportMessages(queue: string, messages: readonly Message[]): void {
  saveAs(exportLines(messages), `${queue}.jsonl`);
}
