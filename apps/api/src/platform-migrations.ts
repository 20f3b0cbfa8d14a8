import { Audit1700000001000 } from '@demarc/audit';
import { Commands1700000002000 } from '@demarc/commands';
import { Scope1700000000000, type MigrationClass } from '@demarc/persistence';
import { Secrets1700000000500 } from '@demarc/secrets';

export const platformMigrations: readonly MigrationClass[] = [Scope1700000000000, Secrets1700000000500, Audit1700000001000, Commands1700000002000];
