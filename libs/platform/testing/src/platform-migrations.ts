import { Audit1700000001000 } from '@demarc/audit';
import { Commands1700000002000 } from '@demarc/commands';
import { Scope1700000000000, type MigrationClass } from '@demarc/persistence';
import { Secrets1700000000500 } from '@demarc/secrets';

export const persistenceMigrations: readonly MigrationClass[] = [Scope1700000000000];
export const secretMigrations: readonly MigrationClass[] = [Secrets1700000000500];
export const auditMigrations: readonly MigrationClass[] = [Audit1700000001000];
export const commandMigrations: readonly MigrationClass[] = [Commands1700000002000];
