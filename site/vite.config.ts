import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  resolve: {
    // The SDK's source, so that the page needs no build of it first.
    conditions: ['@parley/source', ...defaultClientConditions],
    alias: { react: 'preact/compat', 'react-dom': 'preact/compat' },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    rolldownOptions: {
      onLog: (level, log, warn) => {
        // virtua marks itself "use client", which means something to React servers only.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') warn(level, log);
      },
    },
  },
  // While developing, the addresses come from a running Parley.
  server: { proxy: { '/config.json': 'http://localhost:8080' } },
});
