import { SeededRandom, SystemClock } from '@demarc/kernel';
import {
  Attr,
  classText,
  CoaClient,
  RadiusServer,
  sessionKey,
  SnapshotIndex,
  type AccessEntry,
  type AccountingRecord,
  type NasEntry,
} from '@demarc/networking/radius';
import { afterEach, expect, it } from 'vitest';
import { DemoNas, type DemoLine } from './demo-routers.ts';

const SECRET = 'a-secret-of-the-router';
const CLASS = classText({ serviceId: 'service-1', policyVersion: 3, loginAtMs: 1_000 });
const NAS: NasEntry = {
  id: 'nas-1',
  name: 'harbour',
  addresses: ['127.0.0.1'],
  secret: Buffer.from(SECRET),
  messageAuthenticator: 'off',
  vendor: 'mikrotik',
  options: {},
};
const ENTRY: AccessEntry = {
  serviceId: 'service-1',
  login: 'net1',
  credential: { kind: 'password', password: 'clientPass' },
  state: { kind: 'open' },
  policy: { id: 'p', rates: { download: 50_000_000, upload: 10_000_000 } },
  policyVersion: 3,
};

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function line(session: DemoLine['session'], isOff = false): DemoLine {
  const rates = { downloadBytesPerSecond: 1_000, uploadBytesPerSecond: 100 };
  return {
    login: 'net1',
    password: 'clientPass',
    mac: '02:00:5e:00:00:01',
    address: '100.64.0.1',
    ...rates,
    isOff,
    session,
  };
}

async function world(only: DemoLine) {
  const index = new SnapshotIndex();
  index.put(ENTRY);
  index.setNas([NAS]);
  const records: AccountingRecord[] = [];
  const refused: string[] = [];
  const server = new RadiusServer(
    {
      clock: new SystemClock(),
      snapshot: () => index,
      online: { countOthers: () => 0 },
      accounting: { write: async (batch) => void records.push(...batch) },
      authLog: { write: (entry) => void refused.push(JSON.stringify(entry)) },
      fault: (where, fault) => {
        throw new Error(where, { cause: fault });
      },
    },
    { authPort: 0, acctPort: 0 },
  );
  const { authPort, acctPort } = await server.start();
  closing.push(() => server.stop());
  let kept = 0;
  const nas = new DemoNas(
    { source: '127.0.0.1', secret: SECRET, coaPort: 0, lines: [only] },
    {
      auth: { address: '127.0.0.1', port: authPort },
      acct: { address: '127.0.0.1', port: acctPort },
      keep: () => (kept += 1),
      tell: () => undefined,
      now: Date.now,
      reportEveryMs: 40,
      dialEveryMs: 20,
    },
  );
  await nas.start();
  closing.push(() => nas.stop());
  const client = new CoaClient(new SystemClock(), new SeededRandom('demo'));
  const disconnect = () =>
    client.send({
      kind: 'disconnect',
      address: '127.0.0.1',
      port: nas.coaPort,
      secret: NAS.secret,
      attributes: [{ vendor: 0, type: Attr.UserName, value: 'net1' }],
    });
  return { index, records, nas, disconnect, keptTimes: () => kept };
}

const hourAgo = (): string => new Date(Date.now() - 3_600_000).toISOString();

it('a session that was up goes on under its own key, with what it has used since it began', async () => {
  const { records, nas } = await world(line({ id: 'now-1', class: CLASS, startedAt: hourAgo() }));
  await expect.poll(() => records.length).toBeGreaterThan(1);
  expect(nas.online).toBe(1);
  expect(new Set(records.map(({ status }) => status))).toEqual(new Set(['interim']));
  expect(records[0]).toMatchObject({
    sessionKey: sessionKey(CLASS, 'now-1'),
    serviceId: 'service-1',
    policyVersion: 3,
    framedAddress: '100.64.0.1',
  });
  expect(records[0]?.sessionSeconds).toBeGreaterThanOrEqual(3_600);
  expect(records[0]?.downloadOctets).toBeGreaterThan(3_600_000n);
});

it('who is disconnected dials again, in vain while blocked, and is online again when the line opens', async () => {
  const only = line({ id: 'now-1', class: CLASS, startedAt: hourAgo() });
  const { index, records, disconnect, keptTimes } = await world(only);
  index.put({ ...ENTRY, state: { kind: 'blocked', reason: 'balance' }, policyVersion: 4 });
  expect(await disconnect()).toMatchObject({ answer: 'ack' });
  await expect.poll(() => records.at(-1)?.status).toBe('stop');
  await expect.poll(() => only.session).toBeNull();
  index.put({ ...ENTRY, policyVersion: 5 });
  await expect.poll(() => records.at(-1)?.status).toBe('interim');
  expect(records.filter(({ status }) => status === 'start')).toHaveLength(1);
  expect(only.session).toMatchObject({ class: expect.stringContaining('service-1') });
  expect(keptTimes()).toBe(2);
});

it('whose equipment is switched off does not dial', async () => {
  const { records, nas } = await world(line(null, true));
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect({ online: nas.online, records }).toEqual({ online: 0, records: [] });
});
