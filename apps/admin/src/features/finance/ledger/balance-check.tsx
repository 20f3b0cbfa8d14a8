import { Columns, Figure, Money, Notice, Section, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { ledgerTexts } from './ledger-texts';
import { BalanceCheckDocument } from './ledger.graphql';

/** What customers owe, counted three times by statements that know nothing of each other. */
export function BalanceCheck({ customerId }: { customerId?: string }) {
  const t = useTexts(ledgerTexts);
  const format = useFormat();
  const { data } = useApiQuery(BalanceCheckDocument, { customerId: customerId ?? null });
  if (data === undefined) return null;
  const { currency, shown, ledger, documents, differing, agrees } = data.balanceCheck;
  const amount = (value: string) => ({ amount: value, currency });
  if (agrees)
    return (
      <Notice family="good">
        {customerId === undefined ? t('agrees', { amount: format.money(amount(shown)) }) : t('agreesCustomer')}
      </Notice>
    );
  return (
    <Section title={t('counted')} look="plain" level={3}>
      <Notice family="bad" title={t('differs', { count: differing })} />
      <Columns min="sm" gap="sm">
        <Figure label={t('shown')} hint={t('shownHint')} value={<Money value={amount(shown)} />} />
        <Figure label={t('byLedger')} hint={t('byLedgerHint')} value={<Money value={amount(ledger)} />} />
        <Figure label={t('byDocuments')} hint={t('byDocumentsHint')} value={<Money value={amount(documents)} />} />
      </Columns>
    </Section>
  );
}
