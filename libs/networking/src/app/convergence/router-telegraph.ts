import { Injectable } from '@nestjs/common';
import { Clock, RandomSource } from '@demarc/kernel';
import {
  alreadyGone,
  type Attribute,
  Attr,
  changeReply,
  CoaClient,
  type DynamicOutcome,
  ipv4Bytes,
  reducesAccess,
  type Reply,
} from '../../radius/index.js';
import type { SessionOrder } from './access-orders.js';
import type { SessionChange } from './session-change.js';

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
    wanted: SessionChange | undefined,
  ): Promise<Told> {
    const { router } = session;
    if (!router) {
      const request = 'The router is retired or has no RADIUS secret';
      return { kind: command.kind, state: 'unanswered', attempts: 0, errorCause: null, elapsedMs: 0, request };
    }
    const reply =
      command.kind === 'coa' && wanted
        ? changeReply(wanted.event, wanted.access, router.nas, router.templates)
        : undefined;
    if (wanted?.event === 'block' && reply && !reducesAccess(reply)) return shutsNothing();
    const change = reply?.attributes ?? [];
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
      request: inWords(command.kind, reply, outcome),
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

/** The template names no list and no filter: after such a change the session would go on as it is, so it has to end. */
function shutsNothing(): Told {
  const request = 'The template for blocking names no list or filter';
  return { kind: 'coa', state: 'refused', attempts: 0, errorCause: null, elapsedMs: 0, request };
}

function inWords(kind: Told['kind'], reply: Reply | undefined, { errorText }: DynamicOutcome): string {
  const said = reply?.lines.filter(({ value }) => value !== '').map(({ value }) => value) ?? [];
  const asked = kind === 'disconnect' ? 'Disconnect' : `Change to ${said.join(', ')}`;
  return errorText === undefined ? asked : `${asked}: ${errorText}`;
}
