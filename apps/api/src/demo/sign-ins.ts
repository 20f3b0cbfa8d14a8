import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allPermissions, systemActor } from '@demarc/access';
import { Acts } from '@demarc/commands';
import type { Settings } from '@demarc/config';
import { SetPortalPassword } from '@demarc/crm';
import { CreateApiKey, StaffAccounts } from '@demarc/identity';
import type { RandomSource } from '@demarc/kernel';
import { RevealRadiusSecret } from '@demarc/networking';
import type { Catalogue } from './catalogue.js';
import type { Person } from './people.js';
import type { Stage } from './stage.js';

const ROLES = [
  ['super_administrator', 'Super administrator'],
  ['administrator', 'Administrator'],
  ['manager', 'Manager'],
  ['financial_manager', 'Financial manager'],
  ['customer_creator', 'Customer creator'],
  ['support', 'Support'],
  ['engineer', 'Engineer'],
] as const;

/** What an integrator's first key may do: read everything about customers and money, and record payments. */
const KEY_RIGHTS =
  /^(crm\.customer\.(view|viewAll|create|change)|crm\.partner\.view|crm\.location\.view|billing\.[a-zA-Z]+\.view|billing\.payment\.record|networking\.[a-zA-Z]+\.view)$/;

export interface SignIns {
  readonly person: Person;
  readonly portal: Person;
  /** Who has used up the data of the month. */
  readonly metered: Person;
}

/** Makes an account a role with passwords of this installation alone, and leaves them where only the owner reads them. */
export async function leaveSignIns(
  stage: Stage,
  settings: Settings,
  shop: Catalogue,
  random: RandomSource,
  { person, portal, metered }: SignIns,
): Promise<void> {
  const staff = await stage.severalAtOnce(ROLES, async ([key, name]) => {
    const account = { role: key, email: `${key.replaceAll('_', '.')}@northlight.example`, password: random.token(12) };
    await stage.app.get(Acts).perform({ actor: systemActor('demo'), requestId: 'demo' }, 'demo.openStaff', (act) =>
      stage.app.get(StaffAccounts).open(
        {
          email: account.email,
          name: `Demo ${name}`,
          roleKeys: [key],
          password: account.password,
          partners: 'all',
        },
        act,
      ),
    );
    return account;
  });
  const customer = await openPortal(stage, portal, random);
  const customerOnData = await openPortal(stage, metered, random);
  const permissions = allPermissions()
    .map((declared) => declared.permission as string)
    .filter((permission) => KEY_RIGHTS.test(permission));
  const { secret: apiKey } = await stage.run(CreateApiKey, {
    name: 'Demo integration',
    permissions,
    everyPartner: true,
    partnerIds: [],
  });
  const { secret } = await stage.run(RevealRadiusSecret, { routerId: shop.bench });
  const radius = {
    username: person.internet?.login ?? '',
    password: person.internet?.password ?? '',
    secret,
    authPort: settings.radiusAuthPort,
    acctPort: settings.radiusAcctPort,
  };
  const file = join(settings.dataDir, 'demo.json');
  writeFileSync(file, `${JSON.stringify({ staff, customer, customerOnData, apiKey, radius }, null, 2)}\n`, {
    mode: 0o600,
  });
  chmodSync(file, 0o600);
}

async function openPortal(
  stage: Stage,
  { id: customerId, login }: Person,
  random: RandomSource,
): Promise<{ login: string; password: string }> {
  const password = random.token(12);
  await stage.run(SetPortalPassword, { customerId, password });
  return { login, password };
}
