import type { JSX } from 'preact';

/** Icons of 16 by 16, drawn with lines in the colour of the text. */
const PATHS = {
  queues: 'M2.5 4h11M2.5 8h8M2.5 12h5',
  dead: 'M4 4l8 8M12 4l-8 8',
  clock: 'M8 2.500a5.500 5.500 0 1 0 .01 0M8 5v3l2 1.500',
  replay: 'M3 8a5 5 0 1 0 1.6-3.7M3 2.5V5.5H6',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  key: 'M6.500 9.500a3 3 0 1 1 0-.01M8.500 7.500L13.500 2.500M11.500 4.500l1.500 1.500',
  audit: 'M3 2.500h10v11H3zM5.500 5.500h5M5.500 8h5M5.500 10.500h3',
  routing: 'M2.500 8h4l4-4h3M6.500 8l4 4h3M11.500 2.500L13.500 4l-2 1.500M11.500 10.500l2 1.500-2 1.500',
  columns: 'M2.500 3h11v10h-11zM6.500 3v10M10 3v10',
  up: 'M4 10l4-4 4 4',
  down: 'M4 6l4 4 4-4',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5"
      stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
