import type { Sql } from '@demarc/persistence';
import type { NasType, ReplyEvent, ReplyTemplate } from '../../../radius/index.js';

export interface TemplateRow {
  id: string;
  nas_type: NasType;
  event: ReplyEvent;
  partner_id: string | null;
  source: string;
}

const COLUMNS = 'id, nas_type, event, partner_id, source';

/** What operators have written in place of the usual answers. */
export async function readTemplates(sql: Sql): Promise<readonly ReplyTemplate[]> {
  const rows = await sql.query<TemplateRow>(`SELECT ${COLUMNS} FROM networking.reply_template ORDER BY id`);
  return rows.map(templateOf);
}

/** As a column of a query on routers: the templates for running sessions of its make; null where there are none. */
export const CHANGE_TEMPLATES = `(SELECT jsonb_agg(jsonb_build_object('id', template.id, 'nas_type', template.nas_type, 'event', template.event,
    'partner_id', template.partner_id, 'source', template.source))
  FROM networking.reply_template template
  WHERE template.nas_type = router.vendor AND template.event IN ('block', 'restore', 'fair_use', 'fair_use_restore')) AS templates`;

export function templateOf(row: TemplateRow): ReplyTemplate {
  return {
    id: row.id,
    nasType: row.nas_type,
    event: row.event,
    ...(row.partner_id === null ? {} : { partnerId: row.partner_id }),
    source: row.source,
  };
}
