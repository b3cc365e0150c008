/** Controls, and what changes the direction of text around it; tabs and ends of lines are for the eye. */
const CONTROLS = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f';
const TURNING = '\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff';
const UNSEEN = new RegExp(`[${CONTROLS}${TURNING}]`, 'g');
const SPACE = /\s+/g;
const PREVIEW = 240;

/** Shows by its code what would not be seen, or would change how the rest is seen. */
export function plain(value: string): string {
  return value.replace(UNSEEN, unseen => `⟨U+${unseen.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** The beginning of a text in one line. */
export function preview(value: string): string {
  return plain(value.slice(0, PREVIEW).replace(SPACE, ' '));
}

/** The middle cut out, so that beginning and end can be told apart. */
export function shortId(id: string): string {
  return id.length > 14 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id;
}
