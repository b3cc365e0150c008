import { session } from '../state/session';

/** A call as a line for a shell. The key is named, never shown. */
export function curlOf(method: string, path: string, body?: string, tag?: string): string {
  const parts = ['curl'];
  if (method !== 'GET' && !(method === 'POST' && body !== undefined))
    parts.push(`-X ${method}`);
  if (session.value !== null)
    parts.push('-H "Authorization: Bearer $QUEUE_KEY"');
  if (tag !== undefined)
    parts.push(`-H ${quote(`If-Match: ${tag}`)}`);
  parts.push(quote(`${location.origin}${path}`));
  if (body !== undefined)
    parts.push("-H 'Content-Type: application/json'", `-d ${quote(body)}`);
  return parts.join(' ');
}

/** As one word of a POSIX shell. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
