import { Button, type Fact, FactList, Money, Section, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import type { Account, Customer } from '../record/use-customer';
import { accountTexts } from './account-texts';
import { SettingSource, useSettingSources } from './setting-source';

interface AccountSectionProps {
  readonly customer: Customer;
  readonly account: Account;
  readonly onPanel: (panel: string) => void;
}

/** The settings of one account, with the way to change them. */
export function AccountSection({ customer, account, onPanel }: AccountSectionProps) {
  const t = useTexts(accountTexts);
  const { can } = useSession();
  const changes = can('billing.account.change') && customer.lifecycle !== 'ARCHIVED';
  const yesNo = (value: boolean) => t(value ? 'yes' : 'no');
  const sources = useSettingSources(customer.id);
  const facts: readonly Fact[] = [
    { id: 'billingType', label: t('billingType'), value: t(account.billingType) },
    { id: 'mode', label: t('mode'), value: t(account.mode) },
    { id: 'billingDay', label: t('billingDay'), value: account.billingDay },
    { id: 'periodMonths', label: t('periodMonths'), value: account.periodMonths },
    { id: 'dueDays', label: t('dueDays'), value: account.dueDays },
    { id: 'blockingDays', label: t('blockingDays'), value: account.blockingDays ?? t('never') },
    { id: 'deactivationDays', label: t('deactivationDays'), value: account.deactivationDays ?? t('never') },
    { id: 'minimumBalance', label: t('minimumBalance'), value: <Money value={account.minimumBalance} /> },
    { id: 'autoInvoice', label: t('autoInvoice'), value: yesNo(account.autoInvoice) },
    { id: 'billingEnabled', label: t('billingEnabled'), value: yesNo(account.billingEnabled) },
    {
      id: 'proformas',
      label: t('proformas'),
      value:
        account.proformas === 'OWN'
          ? t('OWN_ON', { day: account.proformaDay ?? 0, months: account.proformaMonths ?? 0 })
          : t(account.proformas),
    },
  ];
  const withSource = (fact: Fact): Fact => {
    const source = sources.get(fact.id);
    if (!source) return fact;
    const said = { customerId: customer.id, account, label: fact.label, source, changes };
    return { ...fact, help: <SettingSource {...said} /> };
  };
  return (
    <Section
      title={t('section')}
      actions={
        changes && (
          <Button
            size="small"
            aria-label={`${t('change')}: ${t('section')}`}
            onClick={() => onPanel('billing-settings')}
          >
            {t('change')}
          </Button>
        )
      }
    >
      <FactList columns={2} facts={facts.map(withSource)} />
    </Section>
  );
}
