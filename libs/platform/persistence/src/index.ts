export * from './columns.js';
export * from './database.js';
export * from './migrate.js';
export * from './migrations/1700000000000-scope.js';
export * from './persistence.module.js';
export * from './scope.js';
export * from './sql.js';
export * from './invariant.js';
