/** Who issues the documents of a partner's customers: printed on invoices, shown in the portal. */
export interface PartnerLegal {
  readonly legalName?: string;
  readonly companyNumber?: string;
  readonly vatId?: string;
  readonly street?: string;
  readonly city?: string;
  readonly zip?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly website?: string;
  readonly bankName?: string;
  readonly bankAccount?: string;
  /** Of documents and messages, as two letters; the operator's when there is none. */
  readonly language?: string;
}
