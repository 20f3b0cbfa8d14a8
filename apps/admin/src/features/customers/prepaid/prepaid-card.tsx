import {
  Button,
  Columns,
  DateText,
  ErrorState,
  FamilyTag,
  Figure,
  Money,
  Notice,
  NumberText,
  Section,
  showToast,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { ChargePrepaidDocument, PrepaidDocument } from './prepaid.graphql';
import { prepaidTexts } from './prepaid-texts';

type Prepaid = NonNullable<ResultOf<typeof PrepaidDocument>['customer']['prepaid']>;

/** How far the money of a prepaid customer reaches: what the next charge is, and the day on which access would end. */
export function PrepaidCard({ customerId }: { customerId: string }) {
  const t = useTexts(prepaidTexts);
  const { can } = useSession();
  const { data, failure, retry } = useApiQuery(PrepaidDocument, { id: customerId });
  const prepaid = data?.customer.prepaid;
  if (data !== undefined && prepaid === null) return null;
  return (
    <Section
      title={t('title')}
      actions={can('billing.account.change') && prepaid && <ChargeButton customerId={customerId} />}
    >
      {failure !== null && data === undefined && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={4} label={t('loading')} />}
      {prepaid && <Outlook prepaid={prepaid} />}
    </Section>
  );
}

function Outlook({ prepaid }: { prepaid: Prepaid }) {
  const t = useTexts(prepaidTexts);
  const format = useFormat();
  return (
    <Stack>
      {prepaid.isBlocked && (
        <Notice family="bad" title={t('blocked')}>
          {t('blockedText', { amount: format.money(prepaid.missing) })}
        </Notice>
      )}
      <Columns min="sm">
        <Figure label={t('cost')} value={<Money value={prepaid.cost} />} hint={t('costHint')} />
        <Figure label={t('periodsLeft')} value={<NumberText value={prepaid.periodsLeft} />} hint={t('periodsHint')} />
        <Figure
          label={t('lasts')}
          value={prepaid.lastsThrough === null ? t('never') : <DateText value={prepaid.lastsThrough} />}
          hint={t('days', { count: prepaid.daysLeft })}
        />
      </Columns>
      <SimpleTable
        label={t('title')}
        rows={prepaid.services}
        rowId={({ serviceId }) => serviceId}
        columns={[
          { id: 'service', header: t('service'), cell: ({ description }) => description },
          {
            id: 'expires',
            header: t('expires'),
            cell: ({ expiresOn }) => (expiresOn === null ? t('notPaid') : <DateText value={expiresOn} />),
          },
          {
            id: 'access',
            header: t('access'),
            cell: ({ isServed }) => (
              <FamilyTag family={isServed ? 'good' : 'off'} quiet>
                {isServed ? t('open') : t('closed')}
              </FamilyTag>
            ),
          },
        ]}
      />
      <Text size="small" tone="secondary">
        {prepaid.expiryDayServed ? t('graceText') : t('noGraceText')} {t(prepaid.invoice)}{' '}
        {!/^0(\.0+)?$/.test(prepaid.toBeInvoiced.amount) &&
          t('toBeInvoiced', { amount: format.money(prepaid.toBeInvoiced) })}
      </Text>
    </Stack>
  );
}

function ChargeButton({ customerId }: { customerId: string }) {
  const t = useTexts(prepaidTexts);
  const command = useMutationCommand(ChargePrepaidDocument, { onDone: () => showToast({ message: t('charged') }) });
  return (
    <Button
      size="small"
      busy={command.running}
      refusal={command.failure?.message ?? null}
      onClick={() => void command.run({ customerId })}
    >
      {t('charge')}
    </Button>
  );
}
