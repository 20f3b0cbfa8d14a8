export { AdaptivePace, type PaceOptions } from './client/adaptive-pace.js';
export type { CommandOptions, CommandReply } from './client/pending-command.js';
export { readCertificate, type DialOptions, type LineSecurity, type RouterAddress } from './client/dial.js';
export type { RouterNews } from './client/listener.js';
export type { LoginMethod, RouterAccount } from './client/login.js';
export { RouterBreaker, type BreakerOptions } from './client/router-breaker.js';
export {
  RouterClient,
  type PrintOptions,
  type RouterClientOptions,
  type RouterValues,
} from './client/router-client.js';
export { readFacts, type RouterFacts } from './client/router-facts.js';
export { RouterLine } from './client/router-line.js';
export * from './errors.js';
export * from './values/duration.js';
export * from './values/fields.js';
export * from './values/queue.js';
export * from './values/rate.js';
export * from './values/values.js';
export * from './values/version.js';
export { DEFAULT_LIMITS, type WireLimits } from './wire/limits.js';
export * from './wire/query.js';
export { emptyRow, type RouterRow } from './wire/reply.js';
export {
  readExport,
  type ExportFile,
  type ExportHeader,
  type ExportRow,
  type NotUnderstood,
} from './export/export-file.js';
export type { ExportSelector } from './export/statement.js';
export type { TextReading } from './export/code-page.js';
export type { ManagedAccess, ManagedRouter, RouterWay } from './objects/managed-access.js';
export { type Comparison, compareObjects, type DriftItem } from './objects/router-drift.js';
export { wantedObjects } from './objects/router-objects.js';
export { findStep, RowsOfMenu, type RouterStep, stepsFor } from './objects/router-steps.js';
