import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { notFound } from '@demarc/kernel';
import type { PaperKind } from '../../documents/paper-data.js';
import { BillingPermissions } from '../../permissions.js';
import { logoUrl } from './paper-logo.js';
import { templateAt } from './paper-templates.js';

export type { PaperKind } from '../../documents/paper-data.js';

const VIEW: Pick<Rule, 'permission'> = { permission: BillingPermissions['paperTemplate.view'] };

export interface TemplatePlace {
  readonly kind: PaperKind;
  readonly language: string;
  readonly partnerId?: string | null | undefined;
}

export interface FoundTemplateVersion {
  readonly id: string;
  readonly kind: PaperKind;
  readonly language: string;
  readonly partnerId: string | null;
  readonly version: number;
  /** Null: the level above counted from here on. */
  readonly source: string | null;
  readonly note: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}

export interface FoundTemplate {
  readonly kind: PaperKind;
  readonly language: string;
  readonly partnerId: string | null;
  /** Of this place; 0 when nobody has written one. */
  readonly version: number;
  /** What is printed with now, wherever it comes from. */
  readonly source: string;
  readonly own: boolean;
  readonly history: readonly FoundTemplateVersion[];
  /** Where the image of the partner is; null without one, and for everybody. */
  readonly logoUrl: string | null;
}

const VERSIONS = `SELECT id, kind, language, partner_id AS "partnerId", version, source, note, created_by AS "createdBy", created_at AS "createdAt" FROM billing.paper_template`;

/** What is printed with now at one place, and every version that was ever written for it. */
@Injectable()
export class FindTemplate extends Query<TemplatePlace, FoundTemplate> {
  readonly rule: Rule = { name: 'billing.findPaperTemplate', sentence: 'See a template of printed documents', ...VIEW };

  async answer({ kind, language, partnerId = null }: TemplatePlace, { sql, clock }: Asking): Promise<FoundTemplate> {
    const history = await sql.query<FoundTemplateVersion>(
      `${VERSIONS} WHERE kind = $1 AND language = $2 AND partner_id IS NOT DISTINCT FROM $3::uuid ORDER BY version DESC LIMIT 200`,
      [kind, language, partnerId],
    );
    const source = await templateAt(sql, { kind, language, partnerId, madeAt: null });
    const [newest] = history;
    return {
      kind,
      language,
      partnerId,
      version: newest?.version ?? 0,
      source,
      own: (newest?.source ?? null) !== null,
      history,
      logoUrl: partnerId ? await logoUrl(sql, partnerId, clock.now()) : null,
    };
  }
}

/** The places that somebody wrote a template for, by their newest versions. */
@Injectable()
export class ListTemplates extends Query<object, FoundTemplateVersion[]> {
  readonly rule: Rule = {
    name: 'billing.listPaperTemplates',
    sentence: 'List templates of printed documents',
    ...VIEW,
  };

  answer(_: object, { sql }: Asking): Promise<FoundTemplateVersion[]> {
    return sql.query<FoundTemplateVersion>(
      `SELECT * FROM (SELECT DISTINCT ON ("partnerId", kind, language) * FROM (${VERSIONS}) version
        ORDER BY "partnerId", kind, language, version DESC) newest WHERE source IS NOT NULL ORDER BY kind, language, "partnerId" NULLS FIRST`,
    );
  }
}

@Injectable()
export class FindTemplateVersion extends Query<{ id: string }, FoundTemplateVersion> {
  readonly rule: Rule = {
    name: 'billing.findPaperTemplateVersion',
    sentence: 'See a version of a template',
    ...VIEW,
  };

  async answer({ id }: { id: string }, { sql }: Asking): Promise<FoundTemplateVersion> {
    const found = await sql.first<FoundTemplateVersion>(`${VERSIONS} WHERE id = $1`, [id]);
    if (!found) throw notFound('version of a template');
    return found;
  }
}
