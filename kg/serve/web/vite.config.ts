import { defineConfig } from 'vite';

// The Python package serves ../static; `npm run dev` talks to a `kg serve` on its usual port.
export default defineConfig({
  base: './',
  build: {
    outDir: '../static',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8040', changeOrigin: true } } },
});
