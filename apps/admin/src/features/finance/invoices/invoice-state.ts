import type { Invoice } from './invoice.graphql';

/** What people see of it: late beats unpaid, void beats all. */
export function invoiceState({ status, overdue, settlement }: Pick<Invoice, 'status' | 'overdue' | 'settlement'>) {
  if (status === 'VOID') return 'VOID';
  return overdue && settlement !== 'PAID' ? 'OVERDUE' : settlement;
}
