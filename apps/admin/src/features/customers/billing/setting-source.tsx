import { Button, Row, showToast, Text, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import type { Account } from '../record/use-customer';
import { accountTexts } from './account-texts';
import { ChangeBillingSettingsDocument, SettingSourcesDocument } from './billing.graphql';

export type Source = ResultOf<typeof SettingSourcesDocument>['customer']['settingSources'][number];

export function useSettingSources(customerId: string): ReadonlyMap<string, Source> {
  const { data } = useApiQuery(SettingSourcesDocument, { id: customerId });
  return new Map(data?.customer.settingSources.map((source) => [source.name, source]));
}

interface SettingSourceProps {
  readonly customerId: string;
  readonly account: Account;
  readonly label: string;
  readonly source: Source;
  readonly changes: boolean;
}

/** Where a value is from; a value that is not what new customers get can go back to that. */
export function SettingSource({ customerId, account, label, source, changes }: SettingSourceProps) {
  const t = useTexts(accountTexts);
  const inherited = useInherited(source, account);
  const command = useMutationCommand(ChangeBillingSettingsDocument, {
    onDone: () => showToast({ message: t('saved') }),
  });
  const differs = source.source === 'CUSTOMER' || source.source === 'KEPT';
  return (
    <Row gap="xs">
      <Text as="span" size="small" tone="secondary">
        {t(`from${source.source}`)}
      </Text>
      {differs && changes && (
        <Button
          size="small"
          tone="quiet"
          busy={command.running}
          aria-label={`${label}: ${t('goBack', { value: inherited })}`}
          onClick={() => void command.run({ customerId, reset: [source.name] })}
        >
          {t('goBack', { value: `${inherited} (${t(`of${source.inheritedFrom}`)})` })}
        </Button>
      )}
    </Row>
  );
}

/** What new customers get, as people read it. */
function useInherited({ name, inherited }: Source, account: Account): string {
  const t = useTexts(accountTexts);
  const format = useFormat();
  if (inherited === null) return t('never');
  if (name === 'minimumBalance') return format.money({ amount: inherited, currency: account.minimumBalance.currency });
  if (name === 'autoInvoice') return t(inherited === 'true' ? 'yes' : 'no');
  const word = WORDS.find((one) => one === inherited);
  return word ? t(word) : inherited;
}

const WORDS = ['RECURRING', 'PREPAID_DAILY', 'PREPAID_CUSTOM', 'ADVANCE', 'ARREARS'] as const;
