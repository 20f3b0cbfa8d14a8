import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { PartnerId } from '../domain/ids.js';
import type { PartnerLegal } from '../domain/partner-legal.js';
import { CrmPermissions } from '../permissions.js';
import { partnersOf } from './partner-scope.js';

export interface ListedPartner {
  readonly id: PartnerId;
  readonly name: string;
  readonly legal: PartnerLegal;
  readonly percent: string;
  readonly active: boolean;
  readonly createdAt: Date;
}

/** The partners in scope, by name. */
@Injectable()
export class ListPartners extends Query<Record<string, never>, readonly ListedPartner[]> {
  readonly rule: Rule = {
    name: 'crm.listPartners',
    sentence: 'See the partners',
    permission: CrmPermissions['partner.view'],
  };

  answer(_: Record<string, never>, { sql, actor }: Asking): Promise<readonly ListedPartner[]> {
    return sql.query<ListedPartner>(
      `SELECT id, name, legal, percent, active, created_at AS "createdAt" FROM crm.partner
       WHERE ($1::uuid[] IS NULL OR id = ANY ($1::uuid[])) ORDER BY name, id LIMIT 2000`,
      [partnersOf(actor)],
    );
  }
}
