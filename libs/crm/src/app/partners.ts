import { Injectable } from '@nestjs/common';
import { notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { PartnerId } from '../domain/ids.js';
import type { PartnerLegal } from '../domain/partner-legal.js';

export interface PartnerBrief {
  readonly id: PartnerId;
  readonly name: string;
  readonly legal: PartnerLegal;
  /** Exact decimal, percent of what is collected. */
  readonly percent: string;
  readonly active: boolean;
}

/** Facade: partners, in the caller's transaction and scope. */
@Injectable()
export class Partners {
  async find(sql: Sql, id: PartnerId): Promise<PartnerBrief | undefined> {
    return sql.first<PartnerBrief>('SELECT id, name, legal, percent, active FROM crm.partner WHERE id = $1', [id]);
  }

  /** Refuses with NOT_FOUND when there is none in the scope. */
  async required(sql: Sql, id: PartnerId): Promise<PartnerBrief> {
    const found = await this.find(sql, id);
    if (!found) throw notFound('partner');
    return found;
  }

  async all(sql: Sql): Promise<readonly PartnerBrief[]> {
    return sql.query<PartnerBrief>('SELECT id, name, legal, percent, active FROM crm.partner ORDER BY name, id');
  }
}
