import type { CustomerBrief, Customers, PartnerBrief, Partners } from '@demarc/crm';
import type { Sql } from '@demarc/persistence';
import type { PaperBuyer, PaperPeople, PaperSeller } from '../../documents/paper-data.js';
import type { PaperHead } from './paper-desk.js';

interface Before {
  buyer: PaperBuyer | null;
  seller: (PaperSeller & { legalName?: string }) | null;
}

/** Seller and buyer as they were called when the document was made. */
export async function peopleAt(
  sql: Sql,
  head: Pick<PaperHead, 'customerId' | 'partnerId' | 'madeAt'>,
  operatorName: string,
  partners: Partners,
  customers: Customers,
): Promise<PaperPeople> {
  const before = await sql.first<Before>(
    `SELECT (SELECT said FROM billing.buyer_before WHERE customer_id = $1 AND upto >= $3 ORDER BY upto LIMIT 1) AS buyer,
            (SELECT said FROM billing.seller_before WHERE partner_id = $2 AND upto >= $3 ORDER BY upto LIMIT 1) AS seller`,
    [head.customerId, head.partnerId, head.madeAt],
  );
  const buyer = before?.buyer ?? buyerOf(await customers.required(sql, head.customerId));
  const old = before?.seller;
  const seller = old
    ? { ...old, name: old.legalName ?? old.name }
    : sellerOf(await partners.find(sql, head.partnerId), operatorName);
  return { seller, buyer };
}

function sellerOf(partner: PartnerBrief | undefined, operatorName: string): PaperSeller {
  return { ...partner?.legal, name: partner?.legal.legalName ?? partner?.name ?? operatorName };
}

function buyerOf(customer: CustomerBrief): PaperBuyer {
  const { name, number, street, city, zip, country, companyNumber, vatId, language } = customer;
  return { name, number, street, city, zip, country, companyNumber, vatId, language };
}
