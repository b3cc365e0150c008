import { count } from '../format/number';

/** The texts of bodies. */
export const bodyText = {
  title: 'Body',
  view: 'Shown as',
  views: { json: 'JSON', text: 'Text', hex: 'Hex', base64: 'Base64' },
  as: (view: string): string => `Body as ${view}`,
  empty: 'The body is empty.',
  wrap: 'Wrap lines',
  find: 'Find',
  found: (which: number, all: number): string => all === 0 ? 'not found' : `${count(which)} of ${count(all)}`,
  previous: 'The one before',
  next: 'The next one',
  cut: (shown: string, all: string): string => `The first ${shown} of about ${all} are shown.`,
  showAll: 'Show all',
  unpack: 'Unpack gzip',
  noGzip: 'This is no gzip that can be unpacked.',
  tooLarge: (most: string): string => `Unpacked it would have more than ${most}. Download it instead.`,
  copy: 'Copy body',
  save: 'Download',
  fold: (line: number): string => `Fold line ${count(line)}`,
  folded: ' … ',
  cutValue: (more: number): string => `… ${count(more)} characters more, in the text view`,
};
