import { Module } from '@nestjs/common';
import type { MigrationClass } from '@demarc/persistence';

@Module({})
export class ReportingModule {}

export const reportingMigrations: readonly MigrationClass[] = [];
