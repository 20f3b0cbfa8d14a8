import { X509Certificate } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import {
  NOW,
  papAttributes,
  requestBytes,
  snapshotOf,
  specimenEntry,
  specimenNas,
  until,
} from '../../../test/radius-specimens.js';
import {
  authority,
  CREDENTIALS,
  hillCertificate,
  newTowerCertificate,
  runTlsServer,
  type TlsLab,
  TlsRouter,
  towerCertificate,
} from '../../../test/tls-lab.js';
import type { NasEntry, NasTls } from '../snapshot.js';
import { makeRevocationList } from './own-revocation-list.js';
import { readPeerCertificate } from './peer-certificate.js';
import { readRevocationLists } from './revocation-list.js';

const TLS: NasTls = { fingerprints: [], names: ['tower-7'], changes: 'udp', only: false };
const closing: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function lab(tls: Partial<NasTls> = {}, ...others: readonly NasEntry[]): Promise<TlsLab> {
  const nas = specimenNas({ addresses: [], tls: { ...TLS, ...tls } });
  const started = await runTlsServer(snapshotOf([specimenEntry()], [nas, ...others]));
  closing.push(() => started.server.stop());
  return started;
}

async function router(port: number, certificate = towerCertificate): Promise<TlsRouter> {
  const connected = await TlsRouter.connect(port, certificate);
  closing.push(() => connected.close());
  return connected;
}

const login = requestBytes({ id: 1, secret: 'radsec', attributes: papAttributes('pppoe-1', 'clientPass', 'radsec') });

describe('a revoked certificate', () => {
  const REVOKED = { atMs: Date.UTC(2026, 4, 1), reason: 'key_compromise' } as const;

  it.each([
    ['bears the name of a router', TLS.names, []],
    ['is pinned', [], [towerCertificate.fingerprint]],
  ])('is sent away though it %s, with the reason in the log', async (_how, names, fingerprints) => {
    const started = await lab({ names, fingerprints });
    started.revoked.set(towerCertificate.fingerprint, REVOKED);
    const stranger = await router(started.listener.port);
    await until('it is gone', () => stranger.isGone && started.events.length > 0);
    expect(started.events).toMatchObject([{ outcome: 'drop', code: 'certificate_revoked', nasId: 'nas-1' }]);
    expect(started.events[0]?.detail).toContain('revoked 2026-05-01: key compromise');
  });

  it('loses the connection that it has, and the others go on', async () => {
    const hill = specimenNas({ id: 'nas-2', addresses: [], tls: { ...TLS, names: ['hill-2'] } });
    const started = await lab({}, hill);
    const [tower, other] = [await router(started.listener.port), await router(started.listener.port, hillCertificate)];
    await until('both are connected', () => started.listener.connections.length === 2);
    started.revoked.set(towerCertificate.fingerprint, REVOKED);
    started.listener.recheck();
    await until('it is gone', () => tower.isGone);
    await until('a line', () => started.events.length > 0);
    expect(started.events).toMatchObject([{ code: 'connection_ended', detail: 'certificate_revoked', nasId: 'nas-1' }]);
    expect(started.listener.connections.map(({ router: { id } }) => id)).toEqual(['nas-2']);
    expect(other.isGone).toBe(false);
  });

  it('may stand in the list of the authority, which is taken up while connections are up', async () => {
    const { listener, events } = await lab();
    const tower = await router(listener.port);
    await until('it is connected', () => listener.connections.length === 1);
    const { serial } = readPeerCertificate(new X509Certificate(towerCertificate.certificate));
    const list = makeRevocationList(authority, [{ serial, ...REVOKED }], { now: NOW, days: 30 });
    listener.present({
      ...CREDENTIALS,
      revocationLists: readRevocationLists(Buffer.from(list), authority.certificate),
    });
    await until('it is gone', () => tower.isGone);
    const again = await router(listener.port);
    await until('it is sent away', () => again.isGone && events.length === 2);
    expect(events.map(({ code }) => code)).toEqual(['connection_ended', 'certificate_revoked']);
    const next = await router(listener.port, newTowerCertificate);
    next.send(login);
    await until('another of the same name goes on', () => next.packets.length === 1);
  });
});
