import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const web = fileURLToPath(new URL('../../functions/Portal/web', import.meta.url));

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: { alias: { '#': `${web}/src` } },
  server: { fs: { allow: [web, '.'] } },
  test: { environment: 'happy-dom', include: ['Unit/**/*.test.ts', 'Unit/**/*.test.tsx'] },
});
