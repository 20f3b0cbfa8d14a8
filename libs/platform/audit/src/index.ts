export * from './append.js';
export * from './audit-entry.js';
export * from './migrations/1700000001000-audit.js';
export * from './seal.js';
