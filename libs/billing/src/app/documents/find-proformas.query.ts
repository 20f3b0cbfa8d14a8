import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { cutPage, decodeCursor, encodeCursor, type Page } from '@demarc/graphql';
import { type LocalDate, notFound } from '@demarc/kernel';
import type { InvoiceId, PaymentId, ProformaId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { listWithinReach, withinReach } from '../accounts/reach.js';
import { counted, type FoundLine } from './find-documents.query.js';

export interface FoundProforma {
  readonly id: ProformaId;
  readonly number: string;
  readonly customerId: string;
  readonly status: 'unpaid' | 'paid' | 'cancelled';
  readonly automatic: boolean;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly periodFrom: LocalDate | null;
  readonly periodThrough: LocalDate | null;
  readonly currency: string;
  readonly netMinor: string;
  readonly taxMinor: string;
  readonly grossMinor: string;
  readonly note: string;
  readonly paymentId: PaymentId | null;
  readonly invoiceId: InvoiceId | null;
}

const PROFORMAS = `
  SELECT id, number, customer_id AS "customerId", status, for_month IS NOT NULL AS automatic, issued_on AS "issuedOn", due_on AS "dueOn", lower(period) AS "periodFrom",
    (upper(period) - 1)::date AS "periodThrough", currency, net_minor AS "netMinor", tax_minor AS "taxMinor", gross_minor AS "grossMinor", note,
    payment_id AS "paymentId", invoice_id AS "invoiceId" FROM billing.proforma`;

const VIEW: Pick<Rule, 'permission' | 'customer'> = {
  permission: BillingPermissions['proforma.view'],
  customer: 'own',
};

export interface ProformaFilter {
  readonly customerId?: string | undefined;
  readonly status?: FoundProforma['status'] | undefined;
  readonly first: number;
  readonly after?: string | undefined;
}

@Injectable()
export class ListProformas extends Query<ProformaFilter, Page<FoundProforma>> {
  readonly rule: Rule = { name: 'billing.listProformas', sentence: 'List proformas', ...VIEW };

  constructor(private readonly customers: Customers) {
    super();
  }

  async answer(filter: ProformaFilter, { sql, actor }: Asking): Promise<Page<FoundProforma>> {
    await listWithinReach(this.customers, sql, actor, filter.customerId);
    const where = '($1::uuid IS NULL OR customer_id = $1) AND ($2::text IS NULL OR status = $2)';
    const values = [filter.customerId ?? null, filter.status ?? null];
    const [id] = filter.after ? decodeCursor(filter.after, 1) : [null];
    const rows = await sql.query<FoundProforma>(
      `${PROFORMAS} WHERE ${where} AND ($3::uuid IS NULL OR id < $3::uuid) ORDER BY id DESC LIMIT $4`,
      [...values, id, filter.first + 1],
    );
    const total = await counted(sql, `SELECT 1 FROM billing.proforma WHERE ${where}`, values);
    return cutPage(rows, filter.first, (row) => encodeCursor([row.id]), total);
  }
}

@Injectable()
export class FindProforma extends Query<{ id: ProformaId }, FoundProforma> {
  readonly rule: Rule = { name: 'billing.findProforma', sentence: 'Open a proforma', ...VIEW };

  constructor(private readonly customers: Customers) {
    super();
  }

  async answer({ id }: { id: ProformaId }, { sql, actor }: Asking): Promise<FoundProforma> {
    const found = await sql.first<FoundProforma>(`${PROFORMAS} WHERE id = $1`, [id]);
    if (!found) throw notFound('proforma');
    return withinReach(this.customers, sql, actor, found, 'proforma');
  }
}

/** The lines of a proforma that was found before. */
@Injectable()
export class ProformaLinesOf extends Query<{ id: ProformaId }, FoundLine[]> {
  readonly rule: Rule = { name: 'billing.proformaLinesOf', sentence: 'See the lines of a proforma', ...VIEW };

  answer({ id }: { id: ProformaId }, { sql }: Asking): Promise<FoundLine[]> {
    return sql.query<FoundLine>(
      `SELECT line.id, line.proforma_id AS "documentId", position, service_id AS "serviceId", description, lower(covers) AS "coversFrom",
         (upper(covers) - 1)::date AS "coversThrough", quantity, unit, unit_price AS "unitPrice", tax_percent AS "taxPercent", tax.name AS "taxName",
         net_minor AS "netMinor", tax_minor AS "taxMinor", gross_minor AS "grossMinor", explanation
       FROM billing.proforma_line line LEFT JOIN billing.tax_rate tax ON tax.id = line.tax_rate_id WHERE line.proforma_id = $1 ORDER BY position`,
      [id],
    );
  }
}
