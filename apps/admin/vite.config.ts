import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompressed } from '../../tools/build/precompressed.ts';

export default defineConfig({
  base: '/admin/',
  plugins: [react(), precompressed()],
  resolve: { conditions: ['demarc-source', 'module', 'browser', 'development|production'] },
  build: { target: 'es2023', cssCodeSplit: true, reportCompressedSize: false, manifest: true },
  server: { proxy: { '/graphql': 'http://127.0.0.1:8080', '/auth': 'http://127.0.0.1:8080' } },
});
