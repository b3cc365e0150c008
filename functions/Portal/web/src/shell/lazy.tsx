import type { ComponentType, JSX } from 'preact';
import { signal } from '@preact/signals';
import { ProblemNote } from '../components/ProblemNote';

export type PageProps = Record<string, string>;
export type Page = ComponentType<{ at: PageProps }>;

/** A page whose code is loaded when it is first shown. */
export function lazyPage(load: () => Promise<Page>): Page {
  const loaded = signal<Page | null>(null);
  const failure = signal<unknown>(null);
  let isLoading = false;

  async function begin(): Promise<void> {
    isLoading = true;
    failure.value = null;
    try {
      loaded.value = await load();
    } catch (error) {
      failure.value = error;
    } finally {
      isLoading = false;
    }
  }

  return function LazyPage(props: { at: PageProps }): JSX.Element | null {
    const Loaded = loaded.value;
    if (Loaded !== null)
      return <Loaded {...props} />;
    if (failure.value !== null)
      return <div class="page"><ProblemNote error={failure.value} again={() => void begin()} /></div>;
    if (!isLoading)
      void begin();
    return null;
  };
}
