import { useState } from 'react';
import {
  Button,
  ErrorState,
  FactList,
  Notice,
  Section,
  SelectInput,
  showToast,
  Skeleton,
  Stack,
  Text,
  UiLink,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import { type Chart, ChartDocument, MapRevenueDocument } from '../ledger/ledger.graphql';
import { accountName, incomeAccount } from './income-account';
import type { Plan } from './plan-values';
import { priceTexts } from './price-texts';

/** The account of the books that sales of the plan go to. */
export function PlanIncome({ plan }: { plan: Plan }) {
  const t = useTexts(priceTexts);
  const { can } = useSession();
  const { data, failure, retry } = useApiQuery(ChartDocument, { plans: false });
  return (
    <Section title={t('income')}>
      {data === undefined && failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {data === undefined && failure === null && <Skeleton lines={2} />}
      {data !== undefined && (
        <Stack gap="sm">
          {can('billing.ledger.manage') ? (
            <ChooseIncome plan={plan} chart={data} />
          ) : (
            <FactList
              facts={[
                {
                  id: 'income',
                  label: t('incomeAccount'),
                  value: accountName(data.ledgerAccounts, incomeAccount(plan, data.revenueMappings).code),
                },
              ]}
            />
          )}
          <UiLink href="/ledger?tab=accounts">{t('incomeChart')}</UiLink>
        </Stack>
      )}
    </Section>
  );
}

function ChooseIncome({ plan, chart: { ledgerAccounts, revenueMappings } }: { plan: Plan; chart: Chart }) {
  const t = useTexts(priceTexts);
  const { code, isOwn, ofKind } = incomeAccount(plan, revenueMappings);
  const now = isOwn ? code : '';
  const [chosen, setChosen] = useState<string | null>(null);
  const command = useMutationCommand(MapRevenueDocument, {
    onDone: () => {
      setChosen(null);
      showToast({ message: t('incomeDone') });
    },
  });
  const value = chosen ?? now;
  const income = ledgerAccounts.filter(({ kind, active, code: one }) => kind === 'income' && (active || one === now));
  return (
    <>
      <SelectInput
        label={t('incomeAccount')}
        value={value}
        onChange={setChosen}
        choices={[
          { value: '', label: t('incomeKind', { account: accountName(ledgerAccounts, ofKind) }) },
          ...income.map((one) => ({ value: one.code, label: accountName(ledgerAccounts, one.code) })),
        ]}
      />
      <Text size="small" tone="secondary">
        {t(isOwn ? 'incomeOwn' : 'incomeByKind')}
      </Text>
      {command.failure !== null && (
        <Notice family="bad" live>
          {command.failure.message}
        </Notice>
      )}
      {value !== now && (
        <Button
          busy={command.running}
          onClick={() => void command.run({ planId: plan.id, ...(value === '' ? {} : { accountCode: value }) })}
        >
          {t('incomeBook')}
        </Button>
      )}
    </>
  );
}
