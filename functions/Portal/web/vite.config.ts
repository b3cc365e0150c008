import { defineConfig } from 'vite';

const api = process.env['PORTAL_API'] ?? 'http://127.0.0.1:7071';

export default defineConfig({
  base: '/portal/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../obj/portal.new',
    emptyOutDir: true,
    // Which page needs which files, for the test of their sizes.
    manifest: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    // Its code would be an inline script for browsers that this portal does not serve.
    modulePreload: { polyfill: false },
  },
  // "npm run dev" serves the sources as they change, beside a service that runs already.
  server: { proxy: { '/v1': api } },
});
