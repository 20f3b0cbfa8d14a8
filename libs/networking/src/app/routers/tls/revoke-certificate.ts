import { Injectable } from '@nestjs/common';
import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, notFound } from '@demarc/kernel';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { RouterId } from '../../../domain/ids.js';
import { RouterChanged } from '../../../events.js';
import { NetworkingPermissions } from '../../../permissions.js';
import { plainFingerprint } from '../../../radius/index.js';
import { announceAccess } from '../../aaa/access-feed.js';
import { lockRouter } from '../change-router.js';
import { FINGERPRINT } from './router-tls.input.js';

export const RevokeReasonEnum = {
  UNSPECIFIED: 'unspecified',
  KEY_COMPROMISE: 'key_compromise',
  SUPERSEDED: 'superseded',
  CESSATION_OF_OPERATION: 'cessation_of_operation',
  PRIVILEGE_WITHDRAWN: 'privilege_withdrawn',
} as const;
export type RevokeReason = (typeof RevokeReasonEnum)[keyof typeof RevokeReasonEnum];
export const REVOKE_REASONS = Object.values(RevokeReasonEnum);
registerEnumType(RevokeReasonEnum, {
  name: 'RevokeReason',
  description: 'Why a certificate is revoked (RFC 5280 §5.3.1).',
  valuesMap: {
    UNSPECIFIED: { description: 'No reason is said.' },
    KEY_COMPROMISE: { description: 'Somebody else has its key, or may have it: the router was stolen.' },
    SUPERSEDED: { description: 'Another one has taken its place.' },
    CESSATION_OF_OPERATION: { description: 'The router is not in use any more.' },
    PRIVILEGE_WITHDRAWN: { description: 'Who holds it may not be heard any more.' },
  },
});

@InputType({ description: 'A certificate that is to count no more.' })
export class RevokeCertificateInput {
  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The router that shows it. Left out, any certificate: for staff of all partners only.',
  })
  @IsOptional()
  @IsRecordId()
  routerId?: RouterId;

  @Field(() => String, { description: 'Its SHA-256 fingerprint, with or without colons.' })
  @Matches(FINGERPRINT, { message: 'fingerprint is a SHA-256: 64 hexadecimal digits' })
  fingerprint: string;

  @Field(() => RevokeReasonEnum, { description: 'Why.' })
  @IsIn(REVOKE_REASONS)
  reason: RevokeReason;
}

interface Bearer {
  readonly routerId: RouterId | null;
  readonly partnerId: Id<'Partner'> | null;
  readonly subject: string;
}

/**
 * Revokes the certificate of a router, for good: a key that others may have does not become safe again. Its connections end,
 * and no router is known by it any more, whatever is set on it.
 */
@Injectable()
export class RevokeCertificate extends Command<RevokeCertificateInput, { fingerprint: string }> {
  readonly rule: CommandRule = {
    name: 'networking.revokeCertificate',
    sentence: 'Revoke the certificate of a router',
    permission: NetworkingPermissions['router.manage'],
    risk: 'normal',
  };
  readonly input = RevokeCertificateInput;

  async handle(input: RevokeCertificateInput, act: Act): Promise<{ fingerprint: string }> {
    const fingerprint = plainFingerprint(input.fingerprint);
    const bearer = input.routerId === undefined ? anyBearer(act) : await bearerOf(act, input.routerId, fingerprint);
    const added = await act.sql.execute(
      `INSERT INTO networking.revoked_certificate (fingerprint, router_id, partner_id, subject, reason, revoked_at, revoked_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (fingerprint) DO NOTHING`,
      [
        fingerprint,
        bearer.routerId,
        bearer.partnerId,
        bearer.subject,
        input.reason,
        act.at,
        actorLabel(act.actor).name,
      ],
    );
    if (added === 0) throw conflict('REVOKED_ALREADY', 'This certificate is revoked already.');
    const subject =
      bearer.routerId === null ? { kind: 'certificate', id: fingerprint } : { kind: 'router', id: bearer.routerId };
    act.audit(subject, `Certificate ${bearer.subject || fingerprint.slice(0, 16)} revoked`, {
      fingerprint,
      reason: input.reason,
    });
    if (bearer.routerId !== null) act.emit(RouterChanged, { routerId: bearer.routerId });
    await announceAccess(act.sql, 'routers');
    return { fingerprint };
  }
}

/** Before it was ever shown, or when its router is gone. Who sees one partner alone must not shut out the routers of others. */
function anyBearer(act: Act): Bearer {
  if (partnersOf(act.actor) !== null) throw notFound('certificate');
  return { routerId: null, partnerId: null, subject: '' };
}

/** It must be one that this router is known by, or has shown; whoever sees all partners may name any. */
async function bearerOf(act: Act, routerId: RouterId, fingerprint: string): Promise<Bearer> {
  const { id, partnerId } = await lockRouter(act, routerId);
  const shown = await act.sql.first<{ subject: string | null }>(
    `SELECT subject FROM (
       SELECT certificate_subject AS subject, 1 AS rank FROM networking.radsec_connection WHERE router_id = $1 AND fingerprint = $2
       UNION ALL SELECT certificate_subject, 2 FROM networking.router_tls WHERE router_id = $1 AND certificate_fingerprint = $2
       UNION ALL SELECT NULL, 3 FROM networking.router_tls_mark WHERE router_id = $1 AND kind = 'fingerprint' AND value = $2) known
     ORDER BY rank LIMIT 1`,
    [routerId, fingerprint],
  );
  if (!shown && partnersOf(act.actor) !== null) throw notFound('certificate');
  return { routerId: id, partnerId, subject: shown?.subject ?? '' };
}
