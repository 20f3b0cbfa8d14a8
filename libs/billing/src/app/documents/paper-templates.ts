import type { Sql } from '@demarc/persistence';
import { DEFAULT_TEMPLATES } from '../../documents/default-templates.js';
import type { PaperKind } from '../../documents/paper-data.js';

export interface TemplateAt {
  readonly kind: PaperKind;
  readonly language: string;
  readonly partnerId: string | null;
  /** Documents are drawn by the template of the time when they were made. Null: by the newest. */
  readonly madeAt: Date | null;
}

/** The partner’s own template, else everybody’s, else the built-in one. */
export async function templateAt(sql: Sql, { kind, language, partnerId, madeAt }: TemplateAt): Promise<string> {
  const rows = await sql.query<{ source: string | null }>(
    `SELECT DISTINCT ON (partner_id) source FROM billing.paper_template
      WHERE kind = $1 AND language = $2 AND (partner_id IS NULL OR partner_id = $3) AND ($4::timestamptz IS NULL OR created_at <= $4)
      ORDER BY partner_id NULLS LAST, version DESC`,
    [kind, language, partnerId, madeAt],
  );
  return rows.find((row) => row.source !== null)?.source ?? DEFAULT_TEMPLATES[kind];
}
