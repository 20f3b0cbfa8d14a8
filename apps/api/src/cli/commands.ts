import { checkCommand } from './check.js';
import type { CliCommand } from './command.js';
import { demoCommand } from './demo.js';
import { exportHledgerCommand } from './export-hledger.js';
import { firstStaffLinkCommand } from './first-staff-link.js';
import { freeradiusCommand } from './freeradius.js';
import { importSplynxCommand } from './import-splynx.js';
import { migrateCommand } from './migrate.js';
import { radsecCommand } from './radsec.js';
import { schemaCommand } from './schema.js';

export const commands: readonly CliCommand[] = [
  migrateCommand,
  demoCommand,
  checkCommand,
  importSplynxCommand,
  exportHledgerCommand,
  firstStaffLinkCommand,
  freeradiusCommand,
  radsecCommand,
  schemaCommand,
];
