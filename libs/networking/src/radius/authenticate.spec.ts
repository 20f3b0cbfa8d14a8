import { describe, expect, it } from 'vitest';
import {
  AUTHENTICATOR,
  nobodyOnline,
  NOW,
  papAttributes,
  request,
  SECRET,
  snapshotOf,
  specimenEntry,
  specimenNas,
  text,
  type RequestShape,
} from '../../test/radius-specimens.js';
import { authenticate, type AuthContext } from './authenticate.js';
import { readClass } from './class-token.js';
import { Attr, MikrotikAttr, MsAttr, VendorId } from './codec/codes.js';
import type { Attribute } from './codec/encode.js';
import { revealSalted } from './codec/hiding.js';
import { chapDigest } from './crypto/chap.js';
import { ntPasswordHash, ntResponse } from './crypto/ms-chap.js';
import type { AuthDecision } from './decision.js';
import type { AccessEntry, NasEntry, NasOptions } from './snapshot.js';

const MAC = text(Attr.CallingStationId, '02-00-00-00-00-01');

function decide(
  shape: RequestShape,
  entry: Partial<AccessEntry> = {},
  nas: Partial<NasEntry> = {},
  more: Partial<AuthContext> = {},
): AuthDecision {
  const context: AuthContext = {
    nas: specimenNas(nas),
    snapshot: snapshotOf([specimenEntry(entry)]),
    online: nobodyOnline,
    nowMs: NOW.getTime(),
    signedBefore: false,
    ...more,
  };
  return authenticate(request(shape), context);
}

const login = (
  entry: Partial<AccessEntry> = {},
  nas: Partial<NasEntry> = {},
  more: Partial<AuthContext> = {},
): AuthDecision => decide({ attributes: [...papAttributes('pppoe-1', 'clientPass'), MAC] }, entry, nas, more);

function reply(decision: AuthDecision, vendor: number, type: number): Attribute['value'] | undefined {
  if (decision.kind === 'drop') throw new Error(`dropped: ${decision.reason}`);
  return decision.attributes.find((attribute) => attribute.vendor === vendor && attribute.type === type)?.value;
}

const garden: NasOptions = {
  walledGarden: {
    lists: {
      0: { addressList: 'Reject_0', pool: 'reject-0' },
      1: { addressList: 'Reject_1', pool: 'reject-1' },
      2: { addressList: 'Reject_2', pool: 'reject-2' },
      4: { addressList: 'Reject_4' },
    },
    sessionTimeoutSeconds: 120,
  },
};

describe('an open access', () => {
  it('gets speed, address, timers and class, upload first for MikroTik', () => {
    const decision = login(
      { routes: ['203.0.113.8/29'], delegatedIpv6Prefix: '2001:db8:7::/56' },
      { options: { interimSeconds: 300, sessionTimeoutSeconds: 86_400, activeAddressList: 'Active' } },
    );
    expect(decision.kind).toBe('accept');
    expect(reply(decision, VendorId.Mikrotik, MikrotikAttr.RateLimit)).toBe('10M/50M');
    expect(reply(decision, VendorId.Mikrotik, MikrotikAttr.AddressList)).toBe('Active');
    expect(reply(decision, 0, Attr.FramedIpAddress)).toEqual(Buffer.from([198, 51, 100, 7]));
    expect(reply(decision, 0, Attr.FramedRoute)).toBe('203.0.113.8/29 198.51.100.7 1');
    expect(reply(decision, 0, Attr.AcctInterimInterval)).toBe(300);
    expect(reply(decision, 0, Attr.SessionTimeout)).toBe(86_400);
    expect(reply(decision, 0, Attr.DelegatedIpv6Prefix)).toEqual(Buffer.from('003820010db8000700', 'hex'));
    expect(readClass(String(reply(decision, 0, Attr.Class)))).toEqual({
      serviceId: 'service-1',
      policyVersion: 7,
      loginAtMs: NOW.getTime(),
    });
  });

  it('gets a pool when it has no address, and never an interim interval under a minute', () => {
    const decision = login({ address: undefined, pool: 'dynamic' } as Partial<AccessEntry>, {
      options: { interimSeconds: 5 },
    });
    expect(reply(decision, 0, Attr.FramedIpAddress)).toBeUndefined();
    expect(reply(decision, 0, Attr.FramedPool)).toBe('dynamic');
    expect(reply(decision, 0, Attr.AcctInterimInterval)).toBe(60);
  });

  it('is let out when its time is over', () => {
    expect(reply(login({ endsAtMs: NOW.getTime() + 90_500 }), 0, Attr.SessionTimeout)).toBe(90);
    expect(login({ endsAtMs: NOW.getTime() })).toMatchObject({ kind: 'reject', code: 'not_active' });
  });
});

describe('what is refused', () => {
  it.each([
    ['an unknown login', papAttributes('nobody', 'x'), {}, 'unknown_user', 0],
    ['a service that is not active', undefined, { state: { kind: 'not_active' } }, 'not_active', 1],
    ['a hold', undefined, { state: { kind: 'blocked', reason: 'hold' } }, 'blocked', 1],
    ['an unpaid balance', undefined, { state: { kind: 'blocked', reason: 'balance' } }, 'blocked', 2],
    ['a used-up quota', undefined, { state: { kind: 'blocked', reason: 'quota' } }, 'blocked', 2],
    ['another MAC', undefined, { macs: ['02:00:00:00:00:02'] }, 'wrong_mac', 3],
    ['another router', undefined, { nasId: 'nas-2' }, 'wrong_nas', 3],
    ['a wrong password', papAttributes('pppoe-1', 'wrong'), {}, 'wrong_password', 4],
    ['no credential', [text(Attr.UserName, 'pppoe-1')], {}, 'unsupported_method', 3],
  ] as const)('%s', (_name, attributes, entry, code, list) => {
    const decision = decide({ attributes: [...(attributes ?? papAttributes('pppoe-1', 'clientPass')), MAC] }, entry);
    expect(decision).toMatchObject({ kind: 'reject', code, list });
    expect(String(reply(decision, 0, Attr.ReplyMessage))).toMatch(/^[A-Z]/);
  });

  it('tells "blocked" only to those who know the password', () => {
    const decision = decide(
      { attributes: papAttributes('pppoe-1', 'guess') },
      { state: { kind: 'blocked', reason: 'balance' } },
    );
    expect(decision).toMatchObject({ kind: 'reject', code: 'wrong_password' });
  });

  it('says nothing in Reply-Message when the operator wants it so', () => {
    expect(
      reply(login({ state: { kind: 'not_active' } }, { options: { explainRejects: false } }), 0, Attr.ReplyMessage),
    ).toBeUndefined();
  });

  it('a second session where one is allowed', () => {
    const online = { countOthers: () => 1 };
    expect(login({ simultaneousUse: 1 }, {}, { online })).toMatchObject({ kind: 'reject', code: 'already_online' });
    expect(login({ simultaneousUse: 2 }, {}, { online }).kind).toBe('accept');
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['with a NUL inside', Buffer.from('pppoe-1\0')],
    ['of 253 bytes', Buffer.alloc(253, 65)],
    ['that is no UTF-8', Buffer.from([0x70, 0xff])],
    ['with a quote', Buffer.from("' or 1=1; drop table")],
    ['in decomposed letters', Buffer.from('josé'.normalize('NFD'))],
  ])('a name %s', (_name, value) => {
    const hidden = papAttributes('x', 'clientPass').slice(1);
    const attributes = [{ vendor: 0, type: Attr.UserName, value }, ...hidden];
    expect(decide({ attributes }, { login: 'josé' })).toMatchObject({ kind: 'reject', code: 'unknown_user' });
  });

  it('a name or a password given twice', () => {
    const once = papAttributes('pppoe-1', 'clientPass');
    expect(decide({ attributes: [text(Attr.UserName, 'x'), ...once] })).toMatchObject({ code: 'unknown_user' });
    expect(decide({ attributes: [...once, ...once.slice(1)] })).toMatchObject({ code: 'wrong_password' });
  });

  it('a hidden password of a length that cannot be', () => {
    for (const length of [0, 15, 17, 144]) {
      const attributes = [
        text(Attr.UserName, 'pppoe-1'),
        { vendor: 0, type: Attr.UserPassword, value: Buffer.alloc(length) },
      ];
      expect(decide({ attributes })).toMatchObject({ code: 'wrong_password' });
    }
  });
});

describe('the walled garden', () => {
  const blocked: Partial<AccessEntry> = { state: { kind: 'blocked', reason: 'balance' } };

  it('is closed unless the operator opened it for this NAS', () => {
    expect(login(blocked).kind).toBe('reject');
    expect(login({ macs: ['02:00:00:00:00:02'] }, { options: garden }).kind).toBe('reject');
  });

  it('keeps a fixed address, joins the list and ends soon', () => {
    const decision = login(blocked, { options: garden });
    expect(decision).toMatchObject({ kind: 'accept', instead: { code: 'blocked', list: 2 } });
    expect(reply(decision, VendorId.Mikrotik, MikrotikAttr.AddressList)).toBe('Reject_2');
    expect(reply(decision, 0, Attr.FramedIpAddress)).toBeDefined();
    expect(reply(decision, 0, Attr.FramedPool)).toBeUndefined();
    expect(reply(decision, 0, Attr.SessionTimeout)).toBe(120);
  });

  it('takes an address from the list pool when there is no fixed one', () => {
    const decision = login({ ...blocked, address: undefined, pool: 'dynamic' } as Partial<AccessEntry>, {
      options: garden,
    });
    expect(reply(decision, 0, Attr.FramedPool)).toBe('reject-2');
  });

  it('takes in an unknown login by PAP, without a class of anyone', () => {
    const decision = decide({ attributes: papAttributes('nobody', 'x') }, {}, { options: garden });
    expect(decision).toMatchObject({ kind: 'accept', instead: { code: 'unknown_user' } });
    expect(reply(decision, 0, Attr.Class)).toBeUndefined();
  });

  it('cannot take in a wrong MS-CHAPv2 password, for the server has nothing to prove', () => {
    const decision = decide({ attributes: msChap2('pppoe-1', 'wrong') }, {}, { options: garden });
    expect(decision).toMatchObject({ kind: 'reject', code: 'wrong_password' });
    const paid = decide({ attributes: msChap2('pppoe-1', 'clientPass') }, blocked, { options: garden });
    expect(paid).toMatchObject({ kind: 'accept', instead: { code: 'blocked' } });
    expect(reply(paid, VendorId.Microsoft, MsAttr.Chap2Success)).toBeDefined();
  });
});

function msChap2(user: string, password: string): Attribute[] {
  const challenge = Buffer.alloc(16, 4);
  const peer = Buffer.alloc(16, 5);
  const answer = ntResponse(Buffer.from(user), ntPasswordHash(password), challenge, peer);
  const vendor = VendorId.Microsoft;
  return [
    text(Attr.UserName, user),
    { vendor, type: MsAttr.ChapChallenge, value: challenge },
    { vendor, type: MsAttr.Chap2Response, value: Buffer.concat([Buffer.from([6, 0]), peer, Buffer.alloc(8), answer]) },
  ];
}

describe('CHAP', () => {
  const digest = (challenge: Buffer, password = 'clientPass'): Attribute => ({
    vendor: 0,
    type: Attr.ChapPassword,
    value: Buffer.concat([Buffer.from([3]), chapDigest(3, Buffer.from(password), challenge)]),
  });

  it('takes the challenge from the attribute, and from the header when there is none', () => {
    const challenge = Buffer.alloc(16, 9);
    const named = { vendor: 0, type: Attr.ChapChallenge, value: challenge };
    const user = text(Attr.UserName, 'pppoe-1');
    expect(decide({ attributes: [user, digest(challenge), named] }).kind).toBe('accept');
    expect(decide({ attributes: [user, digest(AUTHENTICATOR)] }).kind).toBe('accept');
    expect(decide({ attributes: [user, digest(challenge)] }).kind).toBe('reject');
    expect(decide({ attributes: [user, digest(challenge, 'no'), named] })).toMatchObject({ code: 'wrong_password' });
  });
});

describe('MS-CHAPv2', () => {
  it('answers with proof and with keys that only the NAS can read', () => {
    const decision = decide({ attributes: msChap2('pppoe-1', 'clientPass') });
    expect(decision.kind).toBe('accept');
    const success = reply(decision, VendorId.Microsoft, MsAttr.Chap2Success);
    expect(Buffer.isBuffer(success) && success.subarray(1).toString()).toMatch(/^S=[0-9A-F]{40}$/);
    const salts = [MsAttr.MppeSendKey, MsAttr.MppeRecvKey].map((type) => {
      const value = reply(decision, VendorId.Microsoft, type);
      if (!Buffer.isBuffer(value)) throw new Error('no key');
      const clear = revealSalted(value, Buffer.from(SECRET), AUTHENTICATOR);
      expect(clear.ok && clear.value.length).toBe(16);
      return value.readUInt16BE(0);
    });
    expect(new Set(salts).size).toBe(2);
  });

  it('tells the client error 691 on a wrong password', () => {
    const error = reply(decide({ attributes: msChap2('pppoe-1', 'wrong') }), VendorId.Microsoft, MsAttr.ChapError);
    expect(Buffer.isBuffer(error) && error.toString('latin1')).toMatch(/E=691 R=0 C=[0-9A-F]{32} V=3/);
  });
});

describe('Message-Authenticator (CVE-2024-3596)', () => {
  const unsigned = { signed: false, attributes: papAttributes('pppoe-1', 'clientPass') };
  const proxied = { ...unsigned, attributes: [...unsigned.attributes, text(Attr.ProxyState, 'x'.repeat(60))] };

  it('required: a request without it is dropped', () => {
    expect(decide(unsigned)).toEqual({ kind: 'drop', reason: 'message_authenticator_missing' });
  });

  it('auto: taken without until the NAS has signed once, never with Proxy-State', () => {
    const nas = { messageAuthenticator: 'auto' } as const;
    expect(decide(unsigned, {}, nas).kind).toBe('accept');
    expect(decide(unsigned, {}, nas, { signedBefore: true }).kind).toBe('drop');
    expect(decide(proxied, {}, nas)).toEqual({ kind: 'drop', reason: 'proxy_state_unprotected' });
  });

  it('off: taken without, yet a wrong one is dropped, and EAP and Proxy-State still need it', () => {
    const nas = { messageAuthenticator: 'off' } as const;
    expect(decide(unsigned, {}, nas).kind).toBe('accept');
    expect(decide(proxied, {}, nas)).toEqual({ kind: 'drop', reason: 'proxy_state_unprotected' });
    expect(decide({ secret: 'other', attributes: unsigned.attributes }, {}, nas)).toMatchObject({
      reason: 'message_authenticator_wrong',
    });
    const eap = { signed: false, attributes: [text(Attr.UserName, 'pppoe-1'), text(Attr.EapMessage, 'x')] };
    expect(decide(eap, {}, nas)).toMatchObject({ reason: 'message_authenticator_missing' });
    const hint = decide({ ...unsigned, attributes: papAttributes('pppoe-1', 'clientPass', 'another secret') }, {}, nas);
    expect(hint).toMatchObject({ kind: 'reject', code: 'wrong_password', secretSuspected: true });
  });
});

describe('a request that came over TLS', () => {
  it('is taken unsigned, with Proxy-State too, whatever the policy; a wrong signature is dropped all the same', () => {
    const nas = { isOverTls: true } as const;
    const bare = papAttributes('pppoe-1', 'clientPass');
    expect(decide({ signed: false, attributes: bare }, {}, nas).kind).toBe('accept');
    const proxied = [...bare, text(Attr.ProxyState, 'x'.repeat(60))];
    expect(decide({ signed: false, attributes: proxied }, {}, nas).kind).toBe('accept');
    expect(decide({ secret: 'other', attributes: bare }, {}, nas).kind).toBe('drop');
  });
});

describe('access by MAC', () => {
  const byMac: Partial<AccessEntry> = { login: 'ipoe-1', credential: { kind: 'mac' }, macs: ['02:00:0c:0a:0b:01'] };
  const ask = (user: string, calling: string): AuthDecision =>
    decide({ attributes: [text(Attr.UserName, user), text(Attr.CallingStationId, calling)] }, byMac);

  it('knows the device in any spelling', () => {
    expect(ask('02:00:0C:0A:0B:01', '1:2:0:c:a:b:1').kind).toBe('accept');
    expect(ask('02000c0a0b01', '02-00-0C-0A-0B-01').kind).toBe('accept');
  });

  it('does not take the name for the device', () => {
    expect(ask('02:00:0c:0a:0b:01', '02:00:0c:0a:0b:02').kind).toBe('reject');
    expect(ask('ipoe-1', '02:00:0c:0a:0b:02')).toMatchObject({ code: 'wrong_mac' });
  });
});
