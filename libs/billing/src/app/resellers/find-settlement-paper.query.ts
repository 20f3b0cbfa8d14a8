import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import { isId, type LocalDate, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { PaperData } from '../../documents/paper-data.js';
import { settlementData, type PaperSettlement, type SettlementParties } from '../../documents/settlement-data.js';
import { BillingPermissions } from '../../permissions.js';
import { type FoundPaper, PaperDesk, type PaperFacts } from '../documents/paper-desk.js';
import { readSums, SUM_COLUMNS, SUMMED, type Texts } from './settlement-sums.js';

type Terms = PaperSettlement['terms'][number];
type Customer = PaperSettlement['customers'][number];
type SettlementRow = PaperFacts & Omit<PaperSettlement, 'terms' | 'customers'> & { readonly settledOn: LocalDate };

/** The paper that a partner gets of a settlement. It says what was settled, which never changes, and not what became of it. */
@Injectable()
export class FindSettlementPaper extends Query<{ id: string; afresh?: boolean }, FoundPaper> {
  readonly rule: Rule = {
    name: 'billing.settlementPaper',
    sentence: 'Read the PDF of a settlement with a reseller',
    permission: BillingPermissions['reseller.view'],
  };

  constructor(private readonly desk: PaperDesk) {
    super();
  }

  async answer({ id, afresh }: { id: string; afresh?: boolean }, { sql, actor }: Asking): Promise<FoundPaper> {
    const row = isId(id)
      ? await sql.first<Texts<SettlementRow>>(
          `SELECT id, partner_id AS "partnerId", number, created_at AS "madeAt", lower(period)::text AS "from", (upper(period) - 1)::text AS through,
             settled_on::text AS "settledOn", currency, ${SUM_COLUMNS('settlement')}
             FROM billing.reseller_settlement settlement WHERE id = $1 AND ($2::uuid[] IS NULL OR partner_id = ANY ($2::uuid[]))`,
          [id, partnersOf(actor)],
        )
      : undefined;
    if (!row) throw notFound('settlement');
    const { partnerId, number, madeAt } = row;
    const facts: PaperFacts = { id, partnerId, number, madeAt };
    return this.desk.paper(sql, { kind: 'reseller_settlement', ...facts, customerId: null }, afresh, () =>
      this.desk.orderForPartner(sql, 'reseller_settlement', facts, (parties) => settlementPaper(sql, row, parties)),
    );
  }
}

async function settlementPaper(sql: Sql, row: Texts<SettlementRow>, parties: SettlementParties): Promise<PaperData> {
  const terms = await sql.query<Texts<Terms>>(
    `SELECT terms.from_on::text AS "from", trim_scale(line.percent)::text AS percent, terms.basis, terms.with_fees AS "withFees", ${SUMMED}
       FROM billing.reseller_settlement_line line JOIN billing.reseller_terms terms ON terms.id = line.terms_id
      WHERE settlement_id = $1 GROUP BY terms.id, line.percent ORDER BY terms.from_on`,
    [row.id],
  );
  const customers = await sql.query<Texts<Customer>>(
    `SELECT customer.number::text AS number, customer.name, array_agg(coalesce(invoice.number, note.number) ORDER BY line.position) AS documents, ${SUMMED}
       FROM billing.reseller_settlement_line line JOIN crm.customer ON customer.id = line.customer_id
       LEFT JOIN billing.invoice ON invoice.id = line.invoice_id LEFT JOIN billing.credit_note note ON note.id = line.credit_note_id
      WHERE settlement_id = $1 GROUP BY customer.id ORDER BY min(line.position)`,
    [row.id],
  );
  return settlementData({ ...readSums(row), terms: terms.map(readSums), customers: customers.map(readSums) }, parties);
}
