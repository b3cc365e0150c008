import type { Message } from '../api/types';
import { fromBase64, fromText, toText } from './bytes';

/** A message's body in both of its shapes. */
export interface Content {
  bytes: Uint8Array<ArrayBuffer>;
  /** Null if the bytes are no text. */
  text: string | null;
}

export function contentOf(message: Pick<Message, 'body' | 'bodyBase64'>): Content {
  if (message.bodyBase64 === undefined)
    return { bytes: fromText(message.body ?? ''), text: message.body ?? '' };
  const bytes = fromBase64(message.bodyBase64);
  return { bytes, text: toText(bytes) };
}
