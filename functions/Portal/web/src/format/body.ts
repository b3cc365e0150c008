import type { Message } from '../api/types';
import { text } from '../text';
import { bytes } from './number';
import { preview } from './text';

const BITS_OF_CHARACTER = 6;
const BITS = 8;

/** The beginning of a message's body in one line. */
export function bodyPreview(message: Message): string {
  return message.bodyBase64 === undefined
    ? preview(message.body ?? '')
    : text.list.binary(bytes(base64Bytes(message.bodyBase64)));
}

/** How many bytes a text in base64 stands for. */
export function base64Bytes(base64: string): number {
  return Math.floor((base64.replace(/=+$/, '').length * BITS_OF_CHARACTER) / BITS);
}
