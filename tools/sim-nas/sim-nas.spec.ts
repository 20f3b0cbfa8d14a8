import { SeededRandom, SystemClock } from '@demarc/kernel';
import {
  alreadyGone,
  changeReply,
  USUAL_REPLIES,
  CoaClient,
  Attr,
  RadiusServer,
  SnapshotIndex,
  TerminateCause,
  type AccessEntry,
  type AccountingRecord,
  type NasEntry,
} from '@demarc/networking/radius';
import { afterEach, describe, expect, it } from 'vitest';
import { SimNas, type Login } from './sim-nas.ts';

const SECRET = 'a-secret-of-the-router';
const LOGIN: Login = { user: 'pppoe-1', password: 'clientPass' };
const NAS: NasEntry = {
  id: 'nas-1',
  name: 'tower',
  addresses: ['127.0.0.1'],
  secret: Buffer.from(SECRET),
  messageAuthenticator: 'require',
  vendor: 'mikrotik',
  options: { interimSeconds: 300, activeAddressList: 'Active' },
};
const ENTRY: AccessEntry = {
  serviceId: 'service-1',
  login: 'pppoe-1',
  credential: { kind: 'password', password: 'clientPass' },
  state: { kind: 'open' },
  policy: { id: 'p', rates: { download: 50_000_000, upload: 10_000_000 } },
  policyVersion: 1,
  address: '198.51.100.7',
};

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function world(nasChanges: Partial<NasEntry> = {}) {
  const index = new SnapshotIndex();
  index.put(ENTRY);
  index.setNas([{ ...NAS, ...nasChanges }]);
  const records: AccountingRecord[] = [];
  const server = new RadiusServer(
    {
      clock: new SystemClock(),
      snapshot: () => index,
      online: { countOthers: () => 0 },
      accounting: { write: async (batch) => void records.push(...batch) },
      authLog: { write: () => undefined },
      fault: (where, fault) => {
        throw new Error(where, { cause: fault });
      },
    },
    { authPort: 0, acctPort: 0 },
  );
  const { authPort, acctPort } = await server.start();
  closing.push(() => server.stop());
  const nas = new SimNas({
    auth: { address: '127.0.0.1', port: authPort },
    acct: { address: '127.0.0.1', port: acctPort },
    secret: SECRET,
    patience: { timeoutMs: 200, attempts: 2 },
  });
  await nas.start();
  closing.push(() => nas.stop());
  const client = new CoaClient(new SystemClock(), new SeededRandom('sim'));
  const tell = (kind: 'coa' | 'disconnect', attributes = [{ vendor: 0, type: Attr.UserName, value: 'pppoe-1' }]) =>
    client.send({
      kind,
      address: '127.0.0.1',
      port: nas.coaPort,
      secret: NAS.secret,
      attributes,
      firstTimeoutMs: 60,
      attempts: 2,
    });
  return { index, records, server, nas, tell };
}

async function opened(nas: SimNas, login: Login = LOGIN) {
  const outcome = await nas.open(login);
  if (outcome.kind !== 'open') throw new Error(outcome.kind);
  return outcome.session;
}

describe('a simulated router', () => {
  it.each(['pap', 'chap', 'mschap2'] as const)(
    'opens a session by %s and accounts for it to the end',
    async (method) => {
      const { nas, records } = await world();
      const session = await opened(nas, { ...LOGIN, method });
      expect(session).toMatchObject({
        rateLimit: '10M/50M',
        addressList: 'Active',
        framedAddress: '198.51.100.7',
        interimSeconds: 300,
      });
      expect(await nas.interim(session, { downloadOctets: 5n << 32n, uploadOctets: 7n })).toBe(true);
      expect(await nas.close(session)).toBe(true);
      expect(records.map(({ status }) => status)).toEqual(['start', 'interim', 'stop']);
      expect(new Set(records.map(({ sessionKey }) => sessionKey)).size).toBe(1);
      expect(records[2]).toMatchObject({
        serviceId: 'service-1',
        policyVersion: 1,
        login: 'pppoe-1',
        downloadOctets: 5n << 32n,
        uploadOctets: 7n,
        terminateCause: TerminateCause.UserRequest,
        callingMac: '02:00:00:00:00:01',
      });
    },
  );

  it('is refused with the reason', async () => {
    const { nas, index } = await world();
    expect(await nas.open({ ...LOGIN, password: 'no' })).toMatchObject({ kind: 'rejected', message: 'Wrong password' });
    expect(await nas.open({ ...LOGIN, user: 'nobody' })).toMatchObject({ kind: 'rejected', message: 'Unknown login' });
    index.put({ ...ENTRY, state: { kind: 'blocked', reason: 'balance' } });
    expect(await nas.open({ ...LOGIN, method: 'mschap2' })).toMatchObject({
      kind: 'rejected',
      message: 'Service is blocked',
    });
  });

  it('hears nothing when the secret differs', async () => {
    const { nas } = await world({ secret: Buffer.from('another') });
    expect(await nas.open(LOGIN)).toEqual({ kind: 'timeout' });
  });

  it('ends a session by Session-Timeout', async () => {
    const { nas, records } = await world({ options: { sessionTimeoutSeconds: 1 } });
    const session = await opened(nas);
    expect(await session.ended).toBe(TerminateCause.SessionTimeout);
    expect(records.at(-1)).toMatchObject({ status: 'stop', terminateCause: TerminateCause.SessionTimeout });
  });

  it('says that all is gone after a reboot', async () => {
    const { nas, records } = await world();
    await opened(nas);
    expect(await nas.reboot()).toBe(true);
    expect(nas.sessions.size).toBe(0);
    expect(records.at(-1)?.status).toBe('nas_on');
  });
});

describe('CoA to a simulated router', () => {
  it('changes rate and list while the session runs', async () => {
    const { nas, tell } = await world();
    const session = await opened(nas);
    const change = changeReply(
      'restore',
      { ...ENTRY, policy: { ...ENTRY.policy, rates: { ...ENTRY.policy.rates, download: 100_000_000 } } },
      NAS,
      USUAL_REPLIES,
    );
    const named = [{ vendor: 0, type: Attr.AcctSessionId, value: session.sessionId }, ...change.attributes];
    expect(await tell('coa', named as Parameters<typeof tell>[1])).toMatchObject({ answer: 'ack' });
    expect(session.rateLimit).toBe('10M/100M');
    expect(session.endedBy).toBeUndefined();
  });

  it('ends a session, which stops with Admin-Reset; the second time it is gone', async () => {
    const { nas, records, tell } = await world();
    const session = await opened(nas);
    const heard: string[] = [];
    nas.coa.heard = ({ kind, answered }) => void heard.push(`${kind} ${answered}`);
    expect(await tell('disconnect')).toMatchObject({ answer: 'ack' });
    expect(heard).toEqual(['disconnect ack']);
    expect(await session.ended).toBe(TerminateCause.AdminReset);
    expect(records.at(-1)).toMatchObject({ status: 'stop', terminateCause: TerminateCause.AdminReset });
    expect(alreadyGone(await tell('disconnect'))).toBe(true);
  });

  it.each([
    ['slow', { delayMs: 90 }, { answer: 'ack', attempts: 2 }],
    ['silent', { silent: true }, { answer: 'timeout', attempts: 2 }],
    ['refusing', { nak: 501 }, { answer: 'nak', errorCause: 501 }],
    ['answering twice', { double: true }, { answer: 'ack' }],
    ['forging first', { forge: true }, { answer: 'ack', ignored: 1 }],
    ['deaf once', { deafFor: 1 }, { answer: 'ack', attempts: 2 }],
  ] as const)('meets a %s device', async (_name, manners, outcome) => {
    const { nas, tell } = await world();
    await opened(nas);
    nas.coa.manners = manners;
    expect(await tell('coa')).toMatchObject(outcome);
  });

  it('is taken only from where the router allows it', async () => {
    const { nas, tell } = await world();
    nas.coa.allowedFrom = ['192.0.2.1'];
    expect(await tell('disconnect')).toMatchObject({ answer: 'timeout' });
    expect(nas.coa.dropped).toBe(2);
  });
});
