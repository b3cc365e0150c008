import { signal } from '@preact/signals';

export const LEAST_DRAWER = 360;
export const MOST_DRAWER = 960;
const USUAL = 560;

/** How wide the drawer is, in pixels. */
export const drawerWidth = signal(USUAL);
