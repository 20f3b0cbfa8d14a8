import { Module } from '@nestjs/common';
import { BillingModule } from '@demarc/billing';
import { CrmModule } from '@demarc/crm';
import { AccessFeed } from './app/access-feed.js';
import { AccountingStore } from './app/accounting-store.js';
import { AuthLogStore } from './app/auth-log-store.js';
import { NETWORKING_IMPORTS } from './app/import-commands.js';
import { OnlineCount } from './app/online-count.js';
import { Partitions } from './app/partitions.js';
import { RadiusRole } from './app/radius-role.js';

const RADIUS = [AccessFeed, AccountingStore, AuthLogStore, OnlineCount, Partitions, RadiusRole];

@Module({
  imports: [CrmModule, BillingModule],
  providers: [...RADIUS, ...NETWORKING_IMPORTS],
  exports: [RadiusRole],
})
export class NetworkingModule {}
