import { Injectable } from '@nestjs/common';
import { Clock, RandomSource } from '@demarc/kernel';
import { USUAL_BLOCKED_LIST } from '../../domain/router-options.js';
import {
  type AccessPolicy,
  alreadyGone,
  type Attribute,
  Attr,
  CoaClient,
  type DynamicOutcome,
  ipv4Bytes,
  MikrotikAttr,
  type NasEntry,
  rateAttributes,
  VendorId,
} from '../../radius/index.js';
import type { Router, SessionOrder } from './access-orders.js';

const FILTER_ID = 11;
const ATTEMPTS = 3;

export interface Told {
  readonly kind: 'coa' | 'disconnect';
  readonly state: 'acknowledged' | 'gone' | 'refused' | 'unanswered';
  readonly attempts: number;
  readonly errorCause: number | null;
  readonly elapsedMs: number;
  /** What was asked, in words, for the record. */
  readonly request: string;
}

/** Says it to the router and reads its answer. */
@Injectable()
export class RouterTelegraph {
  private readonly client: CoaClient;

  constructor(clock: Clock, random: RandomSource) {
    this.client = new CoaClient(clock, random);
  }

  async tell(
    session: Pick<SessionOrder, 'login' | 'sessionId' | 'address' | 'router'>,
    command: { readonly kind: 'coa'; readonly list: 'active' | 'blocked' } | { readonly kind: 'disconnect' },
    policy: AccessPolicy | undefined,
  ): Promise<Told> {
    const { router } = session;
    if (!router) {
      const request = 'The router is retired or has no RADIUS secret';
      return { kind: command.kind, state: 'unanswered', attempts: 0, errorCause: null, elapsedMs: 0, request };
    }
    const change = command.kind === 'coa' ? changeOf(command.list, router, policy) : [];
    const outcome = await this.client.send({
      kind: command.kind,
      address: router.coaAddress,
      port: router.nas.coaPort ?? 3799,
      secret: router.nas.secret,
      attributes: [...namesOf(session), ...change],
      attempts: ATTEMPTS,
    });
    return {
      kind: command.kind,
      state: stateOf(outcome),
      attempts: outcome.attempts,
      errorCause: outcome.errorCause ?? null,
      elapsedMs: Math.round(outcome.elapsedMs),
      request: inWords(command.kind, change, outcome),
    };
  }
}

function stateOf(outcome: DynamicOutcome): Told['state'] {
  if (outcome.answer === 'ack') return 'acknowledged';
  if (alreadyGone(outcome)) return 'gone';
  return outcome.answer === 'nak' ? 'refused' : 'unanswered';
}

/** RFC 5176 §3: what names the session. */
function namesOf({ login, sessionId, address }: Pick<SessionOrder, 'login' | 'sessionId' | 'address'>): Attribute[] {
  const framed = address === null ? undefined : ipv4Bytes(address);
  return [
    ...(login === null ? [] : [{ vendor: 0, type: Attr.UserName, value: login }]),
    { vendor: 0, type: Attr.AcctSessionId, value: sessionId },
    ...(framed ? [{ vendor: 0, type: Attr.FramedIpAddress, value: framed }] : []),
  ];
}

function changeOf(list: 'active' | 'blocked', { nas, options }: Router, policy: AccessPolicy | undefined): Attribute[] {
  const name = list === 'active' ? options.activeAddressList : (options.blockedAddressList ?? USUAL_BLOCKED_LIST);
  return [
    ...(list === 'active' && policy ? rateAttributes(nas.vendor, policy) : []),
    ...(name ? [listAttribute(nas, name)] : []),
  ];
}

function listAttribute(nas: NasEntry, name: string): Attribute {
  return nas.vendor === 'mikrotik'
    ? { vendor: VendorId.Mikrotik, type: MikrotikAttr.AddressList, value: name }
    : { vendor: 0, type: FILTER_ID, value: name };
}

function inWords(kind: Told['kind'], change: readonly Attribute[], { errorText }: DynamicOutcome): string {
  const asked =
    kind === 'disconnect'
      ? 'Disconnect'
      : `Change to ${change.map(({ value }) => (typeof value === 'string' ? value : String(value))).join(', ')}`;
  return errorText === undefined ? asked : `${asked}: ${errorText}`;
}
