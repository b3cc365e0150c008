import { toBase64 } from './bytes';

export type BodyView = 'json' | 'text' | 'hex' | 'base64';

const HEX_ROW = 16;
const BASE64_ROW = 76;

export function hexLines(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += HEX_ROW) {
    const row = bytes.subarray(at, at + HEX_ROW);
    const hex = Array.from(row, byte => byte.toString(16).padStart(2, '0')).join(' ').padEnd(3 * HEX_ROW - 1);
    const text = Array.from(row, byte => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex}  ${text}`);
  }
  return lines;
}

export function base64Lines(bytes: Uint8Array): string[] {
  return toBase64(bytes).match(new RegExp(`.{1,${BASE64_ROW}}`, 'g')) ?? [];
}
