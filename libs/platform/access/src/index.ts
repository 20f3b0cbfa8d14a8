export * from './actor.js';
export * from './declaration.js';
export * from './permission.js';
export * from './scope-of.js';
