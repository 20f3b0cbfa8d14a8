import type { MigrationClass } from '@demarc/persistence';
import { Staging1700000060000 } from './data/migrations/1700000060000-staging.js';

export { MigrationModule } from './migration.module.js';
export {
  ImportSplynx,
  type ImportPreview,
  type ImportReport,
  type ImportRequest,
  type ImportResult,
  type ReportedException,
} from './app/import-splynx.js';
export { EXCEPTION_CODES, type ExceptionCode, type ImportException } from './domain/exceptions/exception.js';
export { SplynxDirectory } from './source/splynx/directory.adapter.js';
export { SplynxServer } from './source/splynx/http.adapter.js';
export { openSplynxServer } from './source/splynx/open-server.js';
export type { ApiSettings } from './source/splynx/api-client.js';
export type { SignInKind } from './source/splynx/sign-in.js';
export { SourceError, type SplynxSource } from './source/splynx/splynx-source.js';

export const migrationMigrations: readonly MigrationClass[] = [Staging1700000060000];
export const migrationEntities: readonly (abstract new () => unknown)[] = [];
