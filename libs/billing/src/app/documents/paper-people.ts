import type { CustomerBrief, Customers, PartnerBrief, Partners } from '@demarc/crm';
import type { Sql } from '@demarc/persistence';
import type { PaperBuyer, PaperParty, PaperPeople, PaperSeller } from '../../documents/paper-data.js';
import type { PaperHead } from './paper-desk.js';

type SellerBefore = PaperSeller & { legalName?: string };

interface Before {
  buyer: PaperBuyer | null;
  seller: SellerBefore | null;
}

/** What a partner was called at an instant, where that is not what it is called now. */
const sellerBefore = (partner: string, at: string): string =>
  `SELECT said FROM billing.seller_before WHERE partner_id = ${partner} AND upto >= ${at} ORDER BY upto LIMIT 1`;

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
            (${sellerBefore('$2', '$3')}) AS seller`,
    [head.customerId, head.partnerId, head.madeAt],
  );
  const buyer = before?.buyer ?? buyerOf(await customers.required(sql, head.customerId));
  const seller = before?.seller
    ? sellerOf(before.seller)
    : sellerNow(await partners.find(sql, head.partnerId), operatorName);
  return { seller, buyer };
}

/** The partner as a reader of papers, as it was called when the document was made. */
export async function partnerAt(
  sql: Sql,
  { partnerId, madeAt }: Pick<PaperHead, 'partnerId' | 'madeAt'>,
  partners: Partners,
): Promise<PaperParty> {
  const before = await sql.first<{ said: SellerBefore }>(sellerBefore('$1', '$2'), [partnerId, madeAt]);
  if (before) return sellerOf(before.said);
  const partner = await partners.required(sql, partnerId);
  return sellerNow(partner, partner.name);
}

function sellerOf(said: SellerBefore): PaperSeller {
  return { ...said, name: said.legalName ?? said.name };
}

function sellerNow(partner: PartnerBrief | undefined, operatorName: string): PaperSeller {
  return { ...partner?.legal, name: partner?.legal.legalName ?? partner?.name ?? operatorName };
}

function buyerOf(customer: CustomerBrief): PaperBuyer {
  const { name, number, street, city, zip, country, companyNumber, vatId, language } = customer;
  return { name, number, street, city, zip, country, companyNumber, vatId, language };
}
