export * from './boss.js';
export * from './drain.js';
export * from './job.js';
export * from './job-watch.js';
export * from './jobs.module.js';
export * from './registry.js';
export * from './worker.js';
