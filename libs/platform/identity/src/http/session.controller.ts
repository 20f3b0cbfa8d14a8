import { Controller, Get, Header, Req } from '@nestjs/common';
import { type ApiKeyActor, type PartnerScope, Public } from '@demarc/access';
import { SESSION_LIFE, type SessionState } from '../domain/session-life.js';
import type { Caller } from '../app/callers.js';
import type { SessionRecord } from '../app/session-store.js';
import type { IdentifiedRequest } from './request.js';

type SessionAnswer =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'api_key';
      readonly apiKey: {
        readonly id: string;
        readonly name: string;
        readonly permissions: readonly string[];
        readonly partners: PartnerScope;
      };
    }
  | {
      readonly kind: 'staff';
      readonly state: SessionState;
      readonly sessionId: string;
      readonly expiresAt: Date;
      readonly staff: StaffAnswer | null;
    }
  | {
      readonly kind: 'customer';
      readonly sessionId: string;
      readonly expiresAt: Date;
      readonly customer: { readonly id: string; readonly name: string; readonly partnerId: string };
    };

interface StaffAnswer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly permissions: readonly string[];
  readonly partners: PartnerScope;
  readonly totpEnrolled: boolean;
}

@Controller('auth/session')
export class SessionController {
  @Public('Says who calls, also that nobody does.')
  @Get()
  @Header('Cache-Control', 'no-store')
  session(@Req() request: IdentifiedRequest): SessionAnswer {
    const { actor } = request.call;
    if (actor.kind === 'api_key') return { kind: 'api_key', apiKey: keyAnswer(actor) };
    const { caller } = request.identified;
    if (!caller) return { kind: 'nobody' };
    const { session } = caller;
    const expiresAt = endOf(session);
    if (caller.actor.kind === 'customer') {
      const { id, name, partnerId } = caller.actor;
      return { kind: 'customer', sessionId: session.id, expiresAt, customer: { id, name, partnerId } };
    }
    return { kind: 'staff', state: session.state, sessionId: session.id, expiresAt, staff: staffAnswer(caller) };
  }
}

/** Nothing of the person before the sign-in is complete. */
function staffAnswer({ actor, staff }: Caller): StaffAnswer | null {
  if (actor.kind !== 'staff' || !staff) return null;
  const { id, name, email, roles, partners, totpEnrolled } = staff;
  return { id, name, email, roles, permissions: [...actor.permissions].sort(), partners, totpEnrolled };
}

function keyAnswer(actor: ApiKeyActor): {
  id: string;
  name: string;
  permissions: readonly string[];
  partners: PartnerScope;
} {
  return { id: actor.id, name: actor.name, permissions: [...actor.permissions].sort(), partners: actor.partners };
}

function endOf(session: SessionRecord): Date {
  const idle = session.lastSeenAt.getTime() + SESSION_LIFE[session.subjectKind].idleMs;
  return new Date(Math.min(idle, session.endsAt.getTime()));
}
