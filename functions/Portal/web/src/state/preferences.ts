import { effect, signal } from '@preact/signals';

type Theme = 'system' | 'light' | 'dark';
type Zone = 'local' | 'utc';
type Density = 'normal' | 'compact';

const STORED = 'portal.preferences';

/** By the name of a table the ids of its columns that are not shown. */
type Hidden = Readonly<Record<string, readonly string[]>>;

interface Preferences {
  theme: Theme;
  zone: Zone;
  density: Density;
  hidden: Hidden;
}

const kept = read();
export const theme = signal<Theme>(kept.theme ?? 'system');
export const zone = signal<Zone>(kept.zone ?? 'local');
export const density = signal<Density>(kept.density ?? 'normal');
export const hiddenColumns = signal<Hidden>(kept.hidden ?? {});

effect(() => {
  const preferences: Preferences = {
    theme: theme.value, zone: zone.value, density: density.value, hidden: hiddenColumns.value,
  };
  localStorage.setItem(STORED, JSON.stringify(preferences));
  document.documentElement.dataset['theme'] = theme.value;
  document.documentElement.dataset['density'] = density.value;
});

function read(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<Preferences>;
  } catch {
    return {};
  }
}
