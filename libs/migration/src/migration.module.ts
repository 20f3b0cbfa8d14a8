import { Module } from '@nestjs/common';
import { BillingModule } from '@demarc/billing';
import { CrmModule } from '@demarc/crm';
import { IdentityModule } from '@demarc/identity';
import { NetworkingModule } from '@demarc/networking';
import { ApplyRows } from './app/apply-rows.js';
import { BooksReader } from './app/books-reader.js';
import { ImportSplynx } from './app/import-splynx.js';
import { StageRows } from './app/stage-rows.js';

@Module({
  imports: [CrmModule, BillingModule, NetworkingModule, IdentityModule],
  providers: [ImportSplynx, StageRows, ApplyRows, BooksReader],
  exports: [ImportSplynx],
})
export class MigrationModule {}
