import { Stack } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import type { TabProps } from '../record/tab-props';
import { PrepaidCard } from '../prepaid/prepaid-card';
import { SubAccountsSection } from '../sub-accounts/sub-accounts-section';
import { AccountSection } from './account-section';
import { BalanceSection } from './balance-section';
import { ExemptionsSection } from './exemptions-section';
import { CreditNotesSection } from './credit-notes-section';
import { DepositsSection } from './deposits-section';
import { FeesSection } from './fees-section';
import { FutureItemsSection } from './future-items-section';
import { InvoicesSection } from './invoices-section';
import { JournalSection } from './journal-section';
import { PaymentsSection } from './payments-section';
import { PromisesSection } from './promises-section';

/** Documents and money of one customer, each part as far as the person may see it. */
export function BillingTab({ loaded: { customer }, onPanel }: TabProps) {
  const { can } = useSession();
  return (
    <Stack>
      {can('billing.invoice.view') && <InvoicesSection customerId={customer.id} onPanel={onPanel} />}
      {can('billing.futureItem.view') && <FutureItemsSection customerId={customer.id} />}
      {can('billing.payment.view') && <PaymentsSection customerId={customer.id} />}
      {can('billing.invoice.view') && <CreditNotesSection customerId={customer.id} />}
      {can('billing.deposit.view') && <DepositsSection customerId={customer.id} onPanel={onPanel} />}
      {can('billing.account.view') && <PromisesSection customerId={customer.id} />}
      {can('billing.invoice.view') && <FeesSection customerId={customer.id} />}
      {customer.account && customer.account.billingType !== 'RECURRING' && <PrepaidCard customerId={customer.id} />}
      {customer.account && <AccountSection customer={customer} account={customer.account} onPanel={onPanel} />}
      {customer.account && <SubAccountsSection customerId={customer.id} onPanel={onPanel} />}
      {customer.account && <ExemptionsSection customer={customer} account={customer.account} onPanel={onPanel} />}
      {can('reporting.report.view') && can('billing.ledger.view') && <BalanceSection customerId={customer.id} />}
      {can('billing.ledger.view') && <JournalSection customerId={customer.id} />}
    </Stack>
  );
}
