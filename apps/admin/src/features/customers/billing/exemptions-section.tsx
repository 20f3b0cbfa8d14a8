import { useState } from 'react';
import {
  Button,
  ConfirmDialog,
  DateText,
  EmptyState,
  ErrorState,
  FamilyTag,
  Notice,
  Section,
  showToast,
  type SimpleColumn,
  SimpleTable,
  Stack,
  type TextOf,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import type { Account, Customer } from '../record/use-customer';
import { todayIn } from '../today';
import { ChangeBillingSettingsDocument } from './billing.graphql';
import { EndTaxExemptionDocument, TaxExemptionsDocument } from './exemption.graphql';
import { exemptionTexts } from './exemption-texts';

type Exemption = ResultOf<typeof TaxExemptionsDocument>['customer']['taxExemptions'][number];
type Words = TextOf<typeof exemptionTexts.entries>;

interface ExemptionsSectionProps {
  readonly customer: Customer;
  readonly account: Account;
  readonly onPanel: (panel: string) => void;
}

/** Why the customer pays no tax, with the evidence; past reasons stay readable. */
export function ExemptionsSection({ customer, account, onPanel }: ExemptionsSectionProps) {
  const t = useTexts(exemptionTexts);
  const { can } = useSession();
  const [ending, setEnding] = useState<Exemption | null>(null);
  const { data, failure, retry } = useApiQuery(TaxExemptionsDocument, { id: customer.id });
  const manages = can('billing.tax.exempt') && customer.lifecycle !== 'ARCHIVED';
  const rows = data?.customer.taxExemptions ?? [];
  const columns = useExemptionColumns(manages ? setEnding : null);
  return (
    <Section
      title={t('section')}
      flush={rows.length > 0 && !account.taxExempt}
      actions={
        manages && (
          <Button size="small" onClick={() => onPanel('tax-exemption')}>
            {t('add')}
          </Button>
        )
      }
    >
      <Stack>
        {account.taxExempt && <TakenOverMark customerId={customer.id} />}
        {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
        {data !== undefined && (rows.length > 0 || !account.taxExempt) && (
          <SimpleTable
            label={t('section')}
            rows={rows}
            rowId={({ id }) => id}
            empty={<EmptyState compact title={t('none')} />}
            columns={columns}
          />
        )}
      </Stack>
      {ending !== null && <EndDialog exemption={ending} onClose={() => setEnding(null)} />}
    </Section>
  );
}

function TakenOverMark({ customerId }: { customerId: string }) {
  const t = useTexts(exemptionTexts);
  const { can } = useSession();
  const command = useMutationCommand(ChangeBillingSettingsDocument, {
    onDone: () => showToast({ message: t('cleared') }),
  });
  return (
    <Notice
      family="attention"
      action={
        can('billing.account.change') && (
          <Button
            size="small"
            busy={command.running}
            onClick={() => void command.run({ customerId, taxExempt: false })}
          >
            {t('clear')}
          </Button>
        )
      }
    >
      {t('mark')}
    </Notice>
  );
}

function useExemptionColumns(onEnd: ((exemption: Exemption) => void) | null): readonly SimpleColumn<Exemption>[] {
  const t = useTexts(exemptionTexts);
  const format = useFormat();
  const today = todayIn(format.timeZone, format.now());
  return [
    { id: 'state', header: t('state'), cell: (exemption) => <StateTag exemption={exemption} today={today} t={t} /> },
    { id: 'kind', header: t('kind'), cell: ({ kind }) => t(kind) },
    { id: 'reason', header: t('reason'), cell: ({ reason }) => reason },
    { id: 'document', header: t('document'), cell: ({ documentNumber }) => documentNumber },
    { id: 'from', header: t('from'), cell: ({ from }) => <DateText value={from} /> },
    { id: 'through', header: t('through'), cell: ({ through }) => <DateText value={through} /> },
    { id: 'noted', header: t('noted'), cell: ({ createdBy }) => createdBy },
    ...(onEnd === null
      ? []
      : [
          {
            id: 'end',
            header: '',
            align: 'end' as const,
            cell: (exemption: Exemption) =>
              stateOf(exemption, today) !== 'past' && (
                <Button
                  size="small"
                  aria-label={t('endOf', { reason: exemption.reason })}
                  onClick={() => onEnd(exemption)}
                >
                  {t('end')}
                </Button>
              ),
          },
        ]),
  ];
}

function stateOf({ from, through }: Exemption, today: string): 'active' | 'past' | 'future' {
  if (from > today) return 'future';
  return through !== null && through < today ? 'past' : 'active';
}

function StateTag({ exemption, today, t }: { exemption: Exemption; today: string; t: Words }) {
  const state = stateOf(exemption, today);
  return (
    <FamilyTag family={state === 'active' ? 'good' : state === 'future' ? 'info' : 'off'} quiet>
      {t(state)}
    </FamilyTag>
  );
}

function EndDialog({ exemption: { id }, onClose }: { exemption: Exemption; onClose: () => void }) {
  const t = useTexts(exemptionTexts);
  const command = useMutationCommand(EndTaxExemptionDocument, {
    onDone: () => {
      showToast({ message: t('ended') });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('endTitle')}
      confirmLabel={t('end')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ exemptionId: id })}
      onClose={onClose}
    >
      {t('endText')}
    </ConfirmDialog>
  );
}
