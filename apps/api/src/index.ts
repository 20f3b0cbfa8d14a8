export * from './all-migrations.js';
export * from './app.module.js';
export * from './http/start-http.js';
export * from './worker/lean-heap.js';
