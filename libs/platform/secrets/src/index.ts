export * from './migrations/1700000000500-secrets.js';
export * from './secret-box.js';
export * from './secrets.module.js';
