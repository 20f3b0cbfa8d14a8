import { Injectable } from '@nestjs/common';
import { Clock, RandomSource } from '@demarc/kernel';
import { changeName, partOf } from '../../domain/router-ability.js';
import {
  alreadyGone,
  type Attribute,
  Attr,
  changeReply,
  CoaClient,
  type DynamicOutcome,
  ipv4Bytes,
  type NasEntry,
  reducesAccess,
  type ReplyAccess,
  type Reply,
  type ReplyLine,
} from '../../radius/index.js';
import { ChangesOverTls } from '../aaa/radsec/changes-over-tls.js';
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
  /** What the change touches, as `router-ability` names it; empty when nothing was sent. */
  readonly change: string;
  readonly asked?: readonly ReplyLine[];
}

/** Whether a change is known to lead nowhere on this router, so that it is not asked for. */
export type KnownNotToWork = (change: string) => Promise<boolean>;

/** Says it to the router and reads its answer. */
@Injectable()
export class RouterTelegraph {
  private readonly client: CoaClient;

  constructor(
    clock: Clock,
    random: RandomSource,
    private readonly overTls: ChangesOverTls,
  ) {
    this.client = new CoaClient(clock, random);
  }

  async tell(
    session: Pick<SessionOrder, 'login' | 'sessionId' | 'address' | 'router'> & Partial<Pick<SessionOrder, 'hasQueue'>>,
    command: { readonly kind: 'coa'; readonly list: 'active' | 'blocked' } | { readonly kind: 'disconnect' },
    wanted: SessionChange | undefined,
    isKnownNotToWork?: KnownNotToWork,
  ): Promise<Told> {
    const { router } = session;
    if (!router) {
      const request = 'The router is retired, or has neither a RADIUS secret nor a certificate';
      return {
        kind: command.kind,
        state: 'unanswered',
        attempts: 0,
        errorCause: null,
        elapsedMs: 0,
        request,
        change: '',
      };
    }
    const reply =
      command.kind === 'coa' && wanted
        ? changeReply(wanted.event, accessIn(session, wanted, router.nas), router.nas, router.templates)
        : undefined;
    if (wanted?.event === 'block' && reply && !reducesAccess(reply)) return shutsNothing();
    const changed = reply?.attributes ?? [];
    if (command.kind === 'coa' && session.hasQueue === true && changed.length === 0) return nothingToSay();
    const change = command.kind === 'disconnect' ? 'disconnect' : partsOf(reply);
    if (command.kind === 'coa' && (await isKnownNotToWork?.(change))) return notAsked(change);
    const outcome = await this.send(router, command.kind, [...namesOf(session), ...changed]);
    return {
      kind: command.kind,
      state: stateOf(outcome),
      attempts: outcome.attempts,
      errorCause: outcome.errorCause ?? null,
      elapsedMs: Math.round(outcome.elapsedMs),
      request: inWords(command.kind, reply, outcome),
      change,
      asked: reply?.lines ?? [],
    };
  }

  /** To its port for CoA, or back on the connection that it has opened. */
  private send(
    { nas, coaAddress: address }: NonNullable<SessionOrder['router']>,
    kind: 'coa' | 'disconnect',
    attributes: readonly Attribute[],
  ): Promise<DynamicOutcome> {
    if (nas.tls?.changes === 'tls') return this.overTls.ask(nas.id, { kind, attributes });
    const { coaPort: port = 3799, secret } = nas;
    return this.client.send({ kind, address, port, secret, attributes, attempts: ATTEMPTS });
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

/** As this session has it: one that was let in on a queue is told no speed. */
function accessIn(
  { hasQueue = false }: Partial<Pick<SessionOrder, 'hasQueue'>>,
  { access }: SessionChange,
  { id }: NasEntry,
): ReplyAccess {
  return hasQueue ? { ...access, hasQueue, nasId: id } : access;
}

/** The queue has the speed, and the session is on no list. */
function nothingToSay(): Told {
  const request = 'Nothing to change in the session: its queue on the router has the speed';
  return { kind: 'coa', state: 'acknowledged', attempts: 0, errorCause: null, elapsedMs: 0, request, change: '' };
}

/** The template names no list and no filter: after such a change the session would go on as it is, so it has to end. */
function shutsNothing(): Told {
  const request = 'The template for blocking names no list or filter';
  return { kind: 'coa', state: 'refused', attempts: 0, errorCause: null, elapsedMs: 0, request, change: '' };
}

/** Two refusals in a row, or two changes that were acknowledged and not seen: the Disconnect that follows is not kept waiting. */
function notAsked(change: string): Told {
  const request = `Not asked: this router is known not to change ${change.replaceAll('_', ' ').replaceAll('+', ' and ')} in a session`;
  return { kind: 'coa', state: 'refused', attempts: 0, errorCause: null, elapsedMs: 0, request, change: '' };
}

function partsOf(reply: Reply | undefined): string {
  const lines = reply?.lines.filter(({ value }) => value !== '') ?? [];
  return changeName(lines.map(({ name, value }) => partOf(name, value)));
}

function inWords(kind: Told['kind'], reply: Reply | undefined, { errorText }: DynamicOutcome): string {
  const said = reply?.lines.filter(({ value }) => value !== '').map(({ value }) => value) ?? [];
  const asked = kind === 'disconnect' ? 'Disconnect' : `Change to ${said.join(', ')}`;
  return errorText === undefined ? asked : `${asked}: ${errorText}`;
}
