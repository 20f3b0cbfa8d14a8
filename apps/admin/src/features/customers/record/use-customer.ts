import { useApiQuery, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { CustomerDocument } from './customer.graphql';

type Result = ResultOf<typeof CustomerDocument>;
export type Customer = Result['customer'];
export type Account = NonNullable<Customer['account']>;
export type CustomerService = NonNullable<Customer['services']>[number];
export type OpenInvoice = NonNullable<Result['invoices']>['nodes'][number];

export interface LoadedCustomer {
  readonly customer: Customer;
  readonly openInvoices: readonly OpenInvoice[];
}

export function useCustomer(id: string) {
  const { can } = useSession();
  return useApiQuery(CustomerDocument, {
    id,
    money: can('billing.account.view'),
    services: can('billing.service.view'),
    invoices: can('billing.invoice.view'),
  });
}

/** What people see: from the account where there is one, else from the lifecycle. */
export function shownStatus({ lifecycle, account }: Customer): 'NEW' | 'ACTIVE' | 'BLOCKED' | 'INACTIVE' {
  if (account) return account.status;
  return lifecycle === 'ARCHIVED' ? 'INACTIVE' : lifecycle;
}
