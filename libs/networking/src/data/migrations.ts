import type { MigrationClass } from '@demarc/persistence';
import { Access1700000040000 } from './migrations/1700000040000-access.js';
import { Addresses1700000041100 } from './migrations/1700000041100-addresses.js';
import { DeviceLogins1700000042000 } from './migrations/1700000042000-device-logins.js';
import { Lookups1700000042100 } from './migrations/1700000042100-lookups.js';
import { Drift1700000041400 } from './migrations/1700000041400-drift.js';
import { Sessions1700000040100 } from './migrations/1700000040100-sessions.js';
import { Monitoring1700000041300 } from './migrations/1700000041300-monitoring.js';
import { Sites1700000040200 } from './migrations/1700000040200-sites.js';
import { ReplyTemplates1700000041200 } from './migrations/1700000041200-reply-templates.js';
import { Garden1700000041500 } from './migrations/1700000041500-garden.js';
import { Freeradius1700000041600 } from './migrations/1700000041600-freeradius.js';
import { Shaper1700000041800 } from './migrations/1700000041800-shaper.js';
import { Radsec1700000041900 } from './migrations/1700000041900-radsec.js';
import { UsagePolicies1700000041000 } from './migrations/1700000041000-usage-policies.js';

export const networkingMigrations: readonly MigrationClass[] = [
  Access1700000040000,
  Sessions1700000040100,
  Sites1700000040200,
  Addresses1700000041100,
  ReplyTemplates1700000041200,
  Monitoring1700000041300,
  Drift1700000041400,
  Garden1700000041500,
  Freeradius1700000041600,
  UsagePolicies1700000041000,
  Shaper1700000041800,
  Radsec1700000041900,
  DeviceLogins1700000042000,
  Lookups1700000042100,
];
