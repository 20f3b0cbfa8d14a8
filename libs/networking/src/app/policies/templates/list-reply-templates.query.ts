import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import { NetworkingPermissions } from '../../../permissions.js';
import {
  defaultTemplate,
  NAS_TYPES,
  type NasType,
  REPLY_EVENTS,
  type ReplyEvent,
  VARIABLES,
} from '../../../radius/index.js';
import { customFieldPaths } from './field-faults.js';

export interface FoundReplyTemplate {
  readonly id: string;
  readonly nasType: NasType;
  readonly event: ReplyEvent;
  readonly partnerId: string | null;
  readonly partnerName: string | null;
  readonly source: string;
  readonly changedAt: Date;
  readonly changedBy: string;
  readonly fault: string | null;
  readonly faultLine: number | null;
  readonly faultAt: Date | null;
  readonly revision: number;
}

export interface UsualReply {
  readonly nasType: NasType;
  readonly event: ReplyEvent;
  readonly source: string;
}

export interface ReplyTemplates {
  readonly own: readonly FoundReplyTemplate[];
  readonly usual: readonly UsualReply[];
  readonly routers: readonly { readonly nasType: NasType; readonly count: number }[];
  readonly variables: readonly { readonly path: string; readonly sentence: string }[];
}

const USUAL: readonly UsualReply[] = NAS_TYPES.flatMap((nasType) =>
  REPLY_EVENTS.map((event) => ({ nasType, event, source: defaultTemplate(nasType, event) })),
);

/** What routers are answered: what operators have written, what is usual, and what a template can name. */
@Injectable()
export class ListReplyTemplates extends Query<object, ReplyTemplates> {
  readonly rule: Rule = {
    name: 'networking.listReplyTemplates',
    sentence: 'See what routers are answered',
    permission: NetworkingPermissions['template.view'],
  };

  async answer(_asking: object, { sql, actor }: Asking): Promise<ReplyTemplates> {
    const partners = partnersOf(actor);
    const own = await sql.query<FoundReplyTemplate>(
      `SELECT template.id, template.nas_type AS "nasType", template.event, template.partner_id AS "partnerId", partner.name AS "partnerName",
         template.source, template.changed_at AS "changedAt", template.changed_by AS "changedBy", template.fault,
         template.fault_line AS "faultLine", template.fault_at AS "faultAt", template.revision
       FROM networking.reply_template template LEFT JOIN crm.partner partner ON partner.id = template.partner_id
       WHERE $1::uuid[] IS NULL OR template.partner_id IS NULL OR template.partner_id = ANY ($1)
       ORDER BY template.nas_type, template.event, partner.name NULLS FIRST LIMIT 1000`,
      [partners],
    );
    const routers = await sql.query<{ nasType: NasType; count: number }>(
      `SELECT vendor AS "nasType", count(*)::int AS count FROM networking.router
       WHERE active AND ($1::uuid[] IS NULL OR partner_id IS NULL OR partner_id = ANY ($1)) GROUP BY vendor`,
      [partners],
    );
    const fields = await customFieldPaths(sql);
    return {
      own,
      usual: USUAL,
      routers,
      variables: [
        ...VARIABLES.map(({ path, sentence }) => ({ path, sentence })),
        ...fields.map(({ path, title }) => ({ path, sentence: `Custom field: ${title}.` })),
      ],
    };
  }
}
