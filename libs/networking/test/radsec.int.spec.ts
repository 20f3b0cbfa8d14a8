import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SETTINGS, type Settings } from '@demarc/config';
import { SystemRandom } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessFeed } from '../src/app/aaa/access-feed.js';
import { ChangesOverTls } from '../src/app/aaa/radsec/changes-over-tls.js';
import { RadsecDesk } from '../src/app/aaa/radsec/radsec-desk.js';
import { CheckRouter } from '../src/app/routers/checks/check-router.js';
import { RouterChecksOf } from '../src/app/routers/checks/router-checks-of.query.js';
import {
  AddRouter,
  CertificateOffice,
  DisconnectSession,
  FindRouterTls,
  ListAccessActions,
  ListRadiusLog,
  ListRevoked,
  ListStrangers,
  PreviewRequireSigning,
  RequireSigning,
  RevokeCertificate,
  type RouterId,
  RouterPostures,
  SetRouterTls,
  SetSigningPolicy,
} from '../src/index.js';
import {
  AcctStatus,
  Attr,
  CertificateMaker,
  type OwnCertificate,
  type Packet,
  PacketCode,
  PacketEncoder,
  RADSEC_SECRET,
} from '../src/radius/index.js';
import { eventually, type Line, type NetworkShop, openNetwork } from './network-shop.js';
import { radclient, SIGNED } from './radclient.js';
import { integer, requestBytes, text } from './radius-specimens.js';
import { startProxyingFreeradius, startRadsecproxy } from './radsec-peers.js';
import { TlsRouter } from './tls-lab.js';

const ASKER = 'secret-of-the-asker';
const folder = mkdtempSync(join(tmpdir(), 'demarc-radsec-data-'));
let shop: NetworkShop;
let line: Line;
let tlsPort: number;
let towerId: RouterId;
let authority: string;
let own: { key: string; certificate: string };

beforeAll(async () => {
  shop = await openNetwork({ DATA_DIR: folder, RADIUS_TLS_PORT: '0' });
  const { world } = shop;
  const office = world.app.get(CertificateOffice);
  const server = await office.server(['radius.test', '127.0.0.1'], 9_000);
  const tower = await office.router('Tower 7', 9_000);
  authority = readFileSync(server.authority, 'utf8');
  own = { key: readFileSync(tower.key, 'utf8'), certificate: readFileSync(tower.certificate, 'utf8') };
  // Started before there was a certificate: it is taken up as soon as the files are there.
  const desk = world.app.get(RadsecDesk);
  await desk.look();
  tlsPort = desk.port ?? 0;
  towerId = (await world.run(AddRouter, { name: 'Tower 7', vendor: 'mikrotik', sources: ['192.0.2.77'] })).routerId;
  await world.run(SetRouterTls, { routerId: towerId, fingerprints: [], names: ['tower-7'] });
  line = await shop.line('over-tls');
  await eventually('the router', () =>
    Promise.resolve(world.app.get(AccessFeed).snapshot.nasById(towerId)?.tls?.names.includes('tower-7')),
  );
});
afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  rmSync(folder, { recursive: true });
  expect(found).toEqual([]);
});

const login = (): string[] => [`User-Name = "${line.login}"`, `User-Password = "${line.password}"`];
const start = (session: string): string[] => [
  'Acct-Status-Type = Start',
  `Acct-Session-Id = "${session}"`,
  `User-Name = "${line.login}"`,
];
async function issuedTo(name: string): Promise<OwnCertificate> {
  const made = await shop.world.app.get(CertificateOffice).router(name, 9_000);
  const [key, certificate] = [readFileSync(made.key, 'utf8'), readFileSync(made.certificate, 'utf8')];
  return { key, certificate, fingerprint: made.fingerprint, validTo: made.validTo };
}
/** What it says when the signature holds: `verify OK` goes to the other channel. */
function openssl(...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  return stderr.includes('verify OK') ? stdout : '';
}
/** A router on the wire that has one session. */
const answering =
  (session: string) =>
  (question: Packet): Buffer | undefined => {
    const isKnown = question.text(Attr.AcctSessionId) === session;
    const reply = new PacketEncoder().reply({
      code: isKnown ? PacketCode.DisconnectAck : PacketCode.DisconnectNak,
      request: question,
      secret: RADSEC_SECRET,
      attributes: isKnown ? [] : [{ vendor: 0, type: Attr.ErrorCause, value: 503 }],
      messageAuthenticator: true,
    });
    return reply.ok ? reply.value : undefined;
  };
const online = (session: string): Promise<object[]> =>
  shop.world.rows(
    'SELECT router_id, host(source_address) AS source FROM networking.session_open WHERE session_id = $1',
    [session],
  );

describe('RADIUS over TLS, asked by programs that are not ours', () => {
  it.each([
    ['radsecproxy', startRadsecproxy],
    ['FreeRADIUS as a proxy', startProxyingFreeradius],
  ])('%s is known by its certificate; logins, refusals and accounting pass', async (_name, begin) => {
    const passer = await begin({ tlsPort, authority, own, secret: ASKER });
    try {
      const accepted = await eventually(
        'an answer',
        async () => {
          const { output } = await radclient('auth', passer.authPort, [...login(), SIGNED], ASKER);
          return output.includes('Received') && output;
        },
        8_000,
      );
      expect(accepted).toContain('Received Access-Accept');
      expect(accepted).toContain('Mikrotik-Rate-Limit = "20M/100M"');
      const refused = await radclient(
        'auth',
        passer.authPort,
        [`User-Name = "${line.login}"`, 'User-Password = "x"', SIGNED],
        ASKER,
      );
      expect(refused.output).toContain('Received Access-Reject');
      expect(refused.output).toContain('Reply-Message = "Wrong password"');
      const session = `s-${begin.name}`;
      expect((await radclient('acct', passer.acctPort, start(session), ASKER)).output).toContain(
        'Received Accounting-Response',
      );
      expect(await online(session)).toEqual([{ router_id: towerId, source: '127.0.0.1' }]);
    } finally {
      await passer.end();
    }
  });

  it('is not let in with another certificate; the log says whose, and the fingerprint can be accepted', async () => {
    const { world } = shop;
    const maker = new CertificateMaker(new SystemRandom(), world.clock.now());
    const stranger = maker.make({ name: 'hill-2', use: 'router', days: 9_000, keys: 'ec' });
    const shown = await TlsRouter.connect(tlsPort, stranger, { ca: authority }).catch(() => undefined);
    await eventually('it is sent away', () => Promise.resolve(shown?.isGone ?? true));
    const [found] = await eventually('a line', async () => {
      const strangers = await world.ask(ListStrangers, {});
      return strangers.length > 0 && strangers;
    });
    expect(found).toMatchObject({ fingerprint: stranger.fingerprint, address: '127.0.0.1' });
    const { nodes } = await world.ask(ListRadiusLog, { first: 10, outcome: 'drop' });
    expect(nodes[0]).toMatchObject({ code: 'certificate_unknown', routerId: null, isOverTls: true });
    await world.run(SetRouterTls, { routerId: shop.routerId, fingerprints: [stranger.fingerprint], names: [] });
    await eventually('it is known', async () => {
      const again = await TlsRouter.connect(tlsPort, stranger, { ca: authority });
      const state = await world.ask(FindRouterTls, { routerId: shop.routerId });
      if (state?.connections.length === 0) again.close();
      return (state?.connections.length ?? 0) > 0;
    });
    await expect(
      world.run(SetRouterTls, { routerId: towerId, fingerprints: [stranger.fingerprint], names: ['tower-7'] }),
    ).rejects.toMatchObject({ code: 'CERTIFICATE_TAKEN' });
  });
});

describe('changes of sessions over TLS', () => {
  it('travel from a worker to the connection of the router and back', async () => {
    const { world } = shop;
    await world.run(SetRouterTls, { routerId: towerId, fingerprints: [], names: ['tower-7'], changes: 'tls' });
    const changes = world.app.get(ChangesOverTls);
    const order = { kind: 'disconnect' as const, attributes: [{ vendor: 0, type: Attr.AcctSessionId, value: 's-1' }] };
    // What a process that is gone has left behind is no connection.
    const gone = new Date(world.clock.now().getTime() - 600_000);
    await world.app.get(Database).write(EVERYTHING, ({ sql }) =>
      sql.execute(
        `INSERT INTO networking.radsec_connection (id, router_id, process, address, port, protocol, certificate_subject, fingerprint,
           certificate_expires_at, connected_at, heard_at, seen_at) VALUES (gen_random_uuid(), $1, 'gone', '192.0.2.77', 1, 'TLSv1.3', 'x', 'x', $2, $2, $2, $2)`,
        [towerId, gone],
      ),
    );
    expect(await changes.ask(towerId, order)).toMatchObject({ answer: 'unsendable' });
    const tower = await TlsRouter.connect(tlsPort, { ...own, fingerprint: '', validTo: new Date() }, { ca: authority });
    tower.answer = answering('s-1');
    await eventually(
      'it is connected',
      async () => ((await world.ask(FindRouterTls, { routerId: towerId }))?.connections.length ?? 0) > 0,
    );
    expect(await changes.ask(towerId, order)).toMatchObject({ answer: 'ack', attempts: 1 });
    const many = await Promise.all(Array.from({ length: 300 }, () => changes.ask(towerId, order)));
    expect(new Set(many.map(({ answer }) => answer))).toEqual(new Set(['ack']));
    await world.run(CheckRouter, { routerId: towerId, kinds: ['coa'] });
    await world.settle();
    const [found] = await world.ask(RouterChecksOf, { routerIds: [towerId] });
    expect(found?.checks.find(({ kind }) => kind === 'coa')).toMatchObject({
      state: 'passed',
      code: 'COA_NO_SUCH_SESSION',
    });
    await world.run(SetRouterTls, { routerId: towerId, fingerprints: [], names: ['tower-7'], isOnly: true });
    tower.close();
  });
});

describe('a certificate that is revoked', () => {
  it('loses its connection and its name; a new one takes its place, and OpenSSL reads the list', async () => {
    const { world } = shop;
    const [stolen, next] = [await issuedTo('Hill 2'), await issuedTo('Hill 2')];
    const tls = { fingerprints: [], names: ['hill-2'] };
    const { routerId } = await world.run(AddRouter, { name: 'Hill 2', vendor: 'mikrotik', tls });
    const router = await eventually('it is connected', async () => {
      const tried = await TlsRouter.connect(tlsPort, stolen, { ca: authority });
      const state = await world.ask(FindRouterTls, { routerId });
      return state?.certificateFingerprint === stolen.fingerprint && tried;
    });
    await world.run(RevokeCertificate, { routerId, fingerprint: stolen.fingerprint, reason: 'key_compromise' });
    await eventually('it is sent away', () => Promise.resolve(router.isGone));
    const again = await TlsRouter.connect(tlsPort, stolen, { ca: authority });
    await eventually('it is sent away again', () => Promise.resolve(again.isGone));
    await eventually('the log says so', async () => {
      const { nodes } = await world.ask(ListRadiusLog, { first: 5, outcome: 'drop' });
      return nodes.some(({ code, routerId: of }) => code === 'certificate_revoked' && of === routerId);
    });
    expect(await world.ask(ListRevoked, { routerId })).toMatchObject([{ subject: 'hill-2', reason: 'key_compromise' }]);
    await expect(
      world.run(SetRouterTls, { routerId, fingerprints: [stolen.fingerprint], names: [] }),
    ).rejects.toMatchObject({ code: 'CERTIFICATE_REVOKED' });
    const list = join(folder, 'radsec', 'revoked.crl');
    const said = await eventually('the list', () =>
      Promise.resolve(
        existsSync(list) && openssl('crl', '-in', list, '-CAfile', join(folder, 'radsec', 'authority.crt'), '-text'),
      ),
    );
    expect(said).toContain(new X509Certificate(stolen.certificate).serialNumber);
    expect(said).toContain('Key Compromise');
    const own = await TlsRouter.connect(tlsPort, next, { ca: authority });
    await eventually('the new one is in', async () => {
      const state = await world.ask(FindRouterTls, { routerId });
      return state?.connections.some(({ fingerprint }) => fingerprint === next.fingerprint);
    });
    own.close();
  });
});

describe('a router that is known by its certificate alone', () => {
  it('is added without address and source, says what that leaves out, and is told changes on its connection', async () => {
    const { world } = shop;
    const hut = new CertificateMaker(new SystemRandom(), world.clock.now()).make({
      name: 'hut',
      use: 'router',
      days: 9_000,
      keys: 'ec',
    });
    await expect(world.run(AddRouter, { name: 'Hut', vendor: 'mikrotik' })).rejects.toMatchObject({
      code: 'SOURCE_OR_CERTIFICATE_NEEDED',
    });
    const tls = { fingerprints: [hut.fingerprint], names: [] };
    const { routerId } = await world.run(AddRouter, { name: 'Hut', vendor: 'mikrotik', tls });
    const checked = async (): Promise<Record<string, string>> => {
      await world.run(CheckRouter, { routerId });
      await world.settle();
      const [found] = await world.ask(RouterChecksOf, { routerIds: [routerId] });
      return Object.fromEntries((found?.checks ?? []).map(({ kind, code }) => [kind, code]));
    };
    expect(await checked()).toEqual({
      reach: 'TLS_NOT_CONNECTED',
      api: 'NO_ADDRESS_OVER_TLS',
      radius: 'RADIUS_NEVER_HEARD',
      coa: 'COA_NOT_CONNECTED',
      clock: 'NO_ADDRESS_OVER_TLS',
    });
    const router = await TlsRouter.connect(tlsPort, hut, { ca: authority });
    router.answer = answering('s-hut');
    router.send(
      requestBytes({
        code: PacketCode.AccountingRequest,
        secret: 'radsec',
        attributes: [
          integer(Attr.AcctStatusType, AcctStatus.Start),
          text(Attr.AcctSessionId, 's-hut'),
          text(Attr.UserName, line.login),
        ],
      }),
    );
    await eventually('it is online', async () => (await online('s-hut')).length > 0);
    expect(await checked()).toMatchObject({ reach: 'REACHED_TLS', coa: 'COA_NO_SUCH_SESSION' });
    const [session] = await world.rows<{ key: string }>(
      `SELECT key FROM networking.session_open WHERE session_id = 's-hut'`,
    );
    const { actionId } = await world.run(DisconnectSession, { sessionKey: session?.key ?? '' });
    await world.settle();
    const { nodes } = await world.ask(ListAccessActions, { first: 1, ids: [actionId] });
    expect(nodes[0]).toMatchObject({ state: 'acknowledged' });
    await expect(world.run(SetRouterTls, { routerId, fingerprints: [], names: [] })).rejects.toMatchObject({
      code: 'SOURCE_OR_CERTIFICATE_NEEDED',
    });
    await expect(world.run(SetRouterTls, { routerId, ...tls, changes: 'udp' })).rejects.toMatchObject({
      code: 'SECRET_NEEDED',
    });
    router.close();
  });
});

describe('the posture of routers', () => {
  it('says how each is heard and protected, and never a secret', async () => {
    const { world } = shop;
    const postures = await world.ask(RouterPostures, {});
    const [tower, plain] = [postures.find(({ id }) => id === towerId), postures.find(({ id }) => id === shop.routerId)];
    expect(tower).toMatchObject({
      transport: 'tls',
      tlsPort: world.app.get<Settings>(SETTINGS).radiusTlsPort,
      hasTls: true,
    });
    expect(plain).toMatchObject({ policy: 'require', secret: { strength: 'weak' }, verdict: 'danger' });
    expect(JSON.stringify(postures)).not.toContain('a-shared-secret-of-tests');
    const of = (subject: string) => tower?.findings.find((one) => one.subject === subject)?.code;
    expect([of('transport'), of('certificate'), of('changes')]).toEqual([
      'transport_tls',
      'certificate_valid',
      'changes_passed',
    ]);
  });

  it('requires signatures where they were seen for long enough, and of nobody else', async () => {
    const { world, routerId } = shop;
    const revision = async (): Promise<number> =>
      (await world.ask(RouterPostures, { ids: [routerId] }))[0]?.revision ?? 0;
    const outlook = async () =>
      (await world.ask(PreviewRequireSigning, { days: 7 })).find((one) => one.routerId === routerId);
    await world.run(SetSigningPolicy, { routerId, revision: await revision(), policy: 'auto' });
    expect((await shop.nas.open({ user: line.login, password: line.password })).kind).toBe('open');
    await eventually('it is noted', async () => (await outlook())?.signedSince !== null);
    expect((await outlook())?.outlook).toBe('too_short');
    const seen = { routerId, revision: await revision() };
    await expect(world.run(RequireSigning, { days: 7, routers: [seen] })).rejects.toMatchObject({
      code: 'NOT_SAFE_ANY_MORE',
    });
    world.clock.advance(8 * 86_400_000);
    expect((await shop.nas.open({ user: line.login, password: line.password })).kind).toBe('open');
    await eventually('it was heard again', async () => (await outlook())?.outlook === 'safe');
    expect(await world.run(RequireSigning, { days: 7, routers: [seen] })).toEqual({ changed: 1 });
    expect((await outlook())?.outlook).toBe('required');
  });
});
