import type { MigrationClass } from '@demarc/persistence';
import { Catalogue1700000020000 } from './migrations/1700000020000-catalogue.js';
import { Accounts1700000020100 } from './migrations/1700000020100-accounts.js';
import { Ledger1700000020200 } from './migrations/1700000020200-ledger.js';
import { Documents1700000020300 } from './migrations/1700000020300-documents.js';
import { Pricing1700000020350 } from './migrations/1700000020350-pricing.js';
import { Money1700000020400 } from './migrations/1700000020400-money.js';
import { Runs1700000020500 } from './migrations/1700000020500-runs.js';
import { Gateways1700000021000 } from './migrations/1700000021000-gateways.js';
import { DocumentFiles1700000021100 } from './migrations/1700000021100-document-files.js';
import { ChargedFrom1700000021200 } from './migrations/1700000021200-charged-from.js';
import { PlanChanges1700000021400 } from './migrations/1700000021400-plan-changes.js';
import { Collection1700000021300 } from './migrations/1700000021300-collection.js';
import { CatalogueChanges1700000021500 } from './migrations/1700000021500-catalogue-changes.js';
import { Resellers1700000021600 } from './migrations/1700000021600-resellers.js';

export const billingMigrations: readonly MigrationClass[] = [
  Catalogue1700000020000,
  Accounts1700000020100,
  Ledger1700000020200,
  Documents1700000020300,
  Pricing1700000020350,
  Money1700000020400,
  Runs1700000020500,
  Gateways1700000021000,
  DocumentFiles1700000021100,
  ChargedFrom1700000021200,
  Collection1700000021300,
  PlanChanges1700000021400,
  CatalogueChanges1700000021500,
  Resellers1700000021600,
];
