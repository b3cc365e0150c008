import { signal } from '@preact/signals';

/** How this environment is told from others; empty if it has no name. */
export interface Environment {
  name?: string;
  colour?: string;
}

export const environment = signal<Environment>({});

/** Asks once; a page without it is as good. */
export async function loadEnvironment(): Promise<void> {
  const response = await fetch('/portal/environment.json');
  if (response.ok)
    environment.value = (await response.json()) as Environment;
}
