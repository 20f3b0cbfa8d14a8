import type { MigrationClass } from '@demarc/persistence';
import { ReadIndexes1700000070000 } from './data/migrations/1700000070000-read-indexes.js';

export { ReportingModule } from './reporting.module.js';
export { ReportingPermissions } from './permissions.js';
export { CustomerList } from './app/customer-list.query.js';
export { Search } from './app/search.query.js';
export { Timeline } from './app/timeline.query.js';

export const reportingMigrations: readonly MigrationClass[] = [ReadIndexes1700000070000];
