import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, type Asking, Command, type CommandRule, IsRecordId, Query, type Rule } from '@demarc/commands';
import { Partners, partnersOf } from '@demarc/crm';
import { type ImageFacts, readImage } from '@demarc/documents';
import { RecordIdScalar } from '@demarc/graphql';
import { type Id, invalid, isId, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { IsBase64, IsOptional, MaxLength } from 'class-validator';
import { PaperPress } from '../../documents/paper-press.js';
import { samplePaper } from '../../documents/paper-sample.js';
import { BillingPermissions } from '../../permissions.js';

export const MOST_LOGO_BYTES = 262_144;
const MOST_PIXELS = 2_000;

@InputType({ description: 'The image on the papers of a partner.' })
export class SavePaperLogoInput {
  @Field(() => RecordIdScalar, { description: 'The partner.' })
  @IsRecordId()
  partnerId: Id<'Partner'>;

  @Field(() => String, {
    nullable: true,
    description: 'A PNG or JPEG of at most 256 kB, as base64; null takes the image away.',
  })
  @IsOptional()
  @IsBase64()
  @MaxLength(4 * Math.ceil(MOST_LOGO_BYTES / 3))
  image?: string | null;
}

/** Gives the papers of a partner an image from now on. Those that were issued before keep the one of their time. */
@Injectable()
export class SavePaperLogo extends Command<SavePaperLogoInput, { partnerId: Id<'Partner'> }> {
  readonly rule: CommandRule = {
    name: 'billing.savePaperLogo',
    sentence: 'Change the image on printed documents',
    permission: BillingPermissions['paperTemplate.manage'],
    risk: 'high',
  };
  readonly input = SavePaperLogoInput;

  constructor(
    private readonly partners: Partners,
    private readonly press: PaperPress,
  ) {
    super();
  }

  async handle({ partnerId, image }: SavePaperLogoInput, act: Act): Promise<{ partnerId: Id<'Partner'> }> {
    const partner = await this.partners.required(act.sql, partnerId);
    const bytes = image ? Buffer.from(image, 'base64') : null;
    const facts = bytes && (await this.checked(bytes, act.at));
    await act.sql.execute(
      `INSERT INTO billing.paper_logo (id, partner_id, kind, bytes, width, height, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        act.newId(),
        partnerId,
        facts?.kind ?? null,
        bytes,
        facts?.width ?? null,
        facts?.height ?? null,
        actorLabel(act.actor).name,
        act.at,
      ],
    );
    act.audit(
      { kind: 'partner', id: partnerId, partnerId },
      facts
        ? `Image on papers of ${partner.name}: ${facts.kind.toUpperCase()}, ${facts.width} × ${facts.height}`
        : `Papers of ${partner.name} have no image`,
    );
    return { partnerId };
  }

  /** A file is what its bytes say, and is drawn once before it is kept: a broken one would spoil every paper. */
  private async checked(bytes: Buffer, at: Date): Promise<ImageFacts> {
    const facts = readImage(bytes);
    if (!facts) throw fault('LOGO_KIND', 'This is no PNG and no JPEG. Choose another file.');
    if (bytes.length > MOST_LOGO_BYTES || facts.width > MOST_PIXELS || facts.height > MOST_PIXELS)
      throw fault('LOGO_TOO_LARGE', `An image has at most 256 kB and ${MOST_PIXELS} pixels a side. Make it smaller.`);
    try {
      await this.press.print([{ ...samplePaper('receipt'), logo: bytes }], at);
    } catch {
      throw fault('LOGO_BROKEN', 'The image cannot be drawn. Save it anew with another program, and try again.');
    }
    return facts;
  }
}

function fault(code: string, sentence: string): Error {
  return invalid(code, sentence, [{ field: 'image', message: sentence }]);
}

export interface FoundLogo {
  readonly id: string;
  readonly kind: ImageFacts['kind'];
  readonly bytes: Buffer;
}

/** The image of a partner that counted at an instant. */
export async function logoAt(sql: Sql, partnerId: string, at: Date): Promise<FoundLogo | undefined> {
  const row = await sql.first<{ id: string; kind: ImageFacts['kind'] | null; bytes: Buffer | null }>(
    'SELECT id, kind, bytes FROM billing.paper_logo WHERE partner_id = $1 AND created_at <= $2 ORDER BY created_at DESC, id DESC LIMIT 1',
    [partnerId, at],
  );
  return row?.kind && row.bytes ? { id: row.id, kind: row.kind, bytes: row.bytes } : undefined;
}

/** Where the image that counts now is; another image has another address. Null while there is none. */
export async function logoUrl(sql: Sql, partnerId: string, at: Date): Promise<string | null> {
  const found = await logoAt(sql, partnerId, at);
  return found ? `/documents/logos/${partnerId}?version=${found.id}` : null;
}

/** The image of a partner as it is now: for its staff, and for its customers in the portal. */
@Injectable()
export class FindPaperLogo extends Query<{ partnerId: string }, FoundLogo> {
  readonly rule: Rule = {
    name: 'billing.paperLogo',
    sentence: 'See the image on printed documents',
    permission: BillingPermissions['invoice.view'],
    customer: 'own',
  };

  async answer({ partnerId }: { partnerId: string }, { sql, actor, clock }: Asking): Promise<FoundLogo> {
    const partners = actor.kind === 'customer' ? [actor.partnerId as string] : partnersOf(actor);
    const isReached = isId(partnerId) && (partners === null || partners.some((id) => id === partnerId));
    const found = isReached ? await logoAt(sql, partnerId, clock.now()) : undefined;
    if (!found) throw notFound('image');
    return found;
  }
}

/** Where the image of a customer's provider is, for the head of the portal; null while there is none. */
@Injectable()
export class FindLogoUrl extends Query<{ customerId: string }, string | null> {
  readonly rule: Rule = {
    name: 'billing.logoUrl',
    sentence: 'See the image of a customer’s provider',
    permission: BillingPermissions['invoice.view'],
    customer: 'own',
  };

  async answer({ customerId }: { customerId: string }, { sql, clock }: Asking): Promise<string | null> {
    const row = await sql.first<{ partnerId: string }>(
      'SELECT partner_id AS "partnerId" FROM crm.customer WHERE id = $1',
      [customerId],
    );
    return row ? logoUrl(sql, row.partnerId, clock.now()) : null;
  }
}
