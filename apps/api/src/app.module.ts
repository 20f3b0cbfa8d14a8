import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { billingEntities, BillingModule } from '@demarc/billing';
import { CommandsModule } from '@demarc/commands';
import { ConfigModule, type Settings } from '@demarc/config';
import { crmEntities, CrmModule } from '@demarc/crm';
import { DeclaredAccessGuard, identityEntities, IdentityModule } from '@demarc/identity';
import { JobsModule } from '@demarc/jobs';
import type { Clock, IdSource, RandomSource } from '@demarc/kernel';
import { MessagingModule } from '@demarc/messaging';
import { migrationEntities, MigrationModule } from '@demarc/migration';
import { networkingEntities, NetworkingModule } from '@demarc/networking';
import { PersistenceModule, type PersistenceOptions } from '@demarc/persistence';
import { ReportingModule } from '@demarc/reporting';
import { SecretsModule } from '@demarc/secrets';
import { TelemetryModule } from '@demarc/telemetry';
import { GraphqlApiModule } from './graphql/graphql.module.js';
import { HealthController } from './http/health.controller.js';
import { OpsModule } from './ops/ops.module.js';
import type { Role } from './role.js';

export const allEntities: readonly (abstract new () => unknown)[] = [
  ...identityEntities,
  ...crmEntities,
  ...billingEntities,
  ...networkingEntities,
  ...migrationEntities,
];

export interface Own {
  readonly clock?: Clock;
  readonly random?: RandomSource;
  readonly ids?: IdSource;
  readonly commits?: PersistenceOptions['commits'];
}

@Module({
  imports: [TerminusModule, GraphqlApiModule],
  controllers: [HealthController],
  providers: [{ provide: APP_GUARD, useClass: DeclaredAccessGuard }],
})
class HttpModule {}

/** The composition root: every context, and what the role adds. */
@Module({})
export class AppModule {
  static forRole(role: Role, settings: Settings, own: Own = {}): DynamicModule {
    const url = settings.appDatabaseUrl;
    if (url === undefined)
      throw new Error('APP_DATABASE_URL is needed: the address of the service role, which owns nothing');
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(settings, own),
        TelemetryModule.forRoot(settings, role),
        PersistenceModule.forRoot({
          url,
          pool: settings.databasePool,
          entities: allEntities,
          applicationName: `demarc ${role}`,
          commits: own.commits,
          lateConnection: role === 'radius',
        }),
        SecretsModule,
        JobsModule.forRoot({ url }),
        CommandsModule,
        MessagingModule,
        IdentityModule,
        CrmModule,
        BillingModule,
        NetworkingModule,
        MigrationModule,
        ReportingModule,
        OpsModule,
        ...(role === 'http' ? [HttpModule] : []),
      ],
    };
  }
}
