import { Module } from '@nestjs/common';
import type { MigrationClass } from '@demarc/persistence';

@Module({})
export class MigrationModule {}

export const migrationMigrations: readonly MigrationClass[] = [];
export const migrationEntities: readonly (abstract new () => unknown)[] = [];
