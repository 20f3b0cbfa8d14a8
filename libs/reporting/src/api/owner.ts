import type { CustomerId, CustomerRef, PartnerId, PartnerRef } from '@demarc/crm';

interface Owned {
  readonly id: string;
  readonly customer_id: string;
  readonly customer_number: string;
  readonly customer_name: string;
  readonly partner_id: string;
  readonly partner_name: string;
}

/** What every row of a list over all customers begins with: its id, whose it is, and of which partner. */
export function ownerOf(row: Owned): { id: string; customer: CustomerRef; partner: PartnerRef } {
  return {
    id: row.id,
    customer: { id: row.customer_id as CustomerId, number: row.customer_number, name: row.customer_name },
    partner: { id: row.partner_id as PartnerId, name: row.partner_name },
  };
}
