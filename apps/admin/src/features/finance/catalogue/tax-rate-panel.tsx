import {
  Button,
  Columns,
  DateField,
  DateText,
  ErrorState,
  FamilyTag,
  Form,
  NumberField,
  Section,
  SidePanel,
  showToast,
  SimpleTable,
  Stack,
  Text,
  useFormat,
  useTexts,
  withoutZeros,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { todayIn } from '../../customers/today';
import { DropTaxRateDocument, PlanTaxRateDocument } from './taxes.graphql';
import { taxRateTexts } from './tax-texts';
import { type RateRow, rateRows, type Tax } from './tax-words';

type PlanInput = VariablesOf<typeof PlanTaxRateDocument>['input'];

interface TaxRatePanelProps {
  readonly tax: Tax;
  readonly manages: boolean;
  readonly onClose: () => void;
}

/** The rates of a tax by date, and another one from a day on. */
export function TaxRatePanel({ tax, manages, onClose }: TaxRatePanelProps) {
  const t = useTexts(taxRateTexts);
  const format = useFormat();
  const command = useMutationCommand(PlanTaxRateDocument, {
    onDone: (_, { from, percent }) => {
      showToast({ message: t('done', { name: tax.name, percent: withoutZeros(percent), date: format.day(from) }) });
      filled.form.reset();
    },
  });
  const filled = useCommandForm<{ from: string; percent: string }, unknown, PlanInput>(
    command,
    { from: '', percent: '' },
    ({ from, percent }) => ({ taxRateId: tax.id, from, percent }),
  );
  return (
    <SidePanel
      title={t('title', { name: tax.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          {manages && (
            <Button type="submit" form="tax-rate" tone="primary" busy={filled.running}>
              {t('submit')}
            </Button>
          )}
        </>
      }
    >
      <Stack>
        <RateTable tax={tax} manages={manages} />
        {manages && (
          <Section title={t('another')} look="plain" level={3}>
            <Form
              id="tax-rate"
              form={filled.form}
              onSubmit={filled.onSubmit}
              failure={filled.failure}
              labels={{ from: t('from'), percent: t('percent') }}
            >
              <Text tone="secondary">{t('anotherText')}</Text>
              <Columns>
                <DateField name="from" label={t('from')} description={t('fromHelp')} />
                <NumberField name="percent" label={t('percent')} maxDecimals={4} />
              </Columns>
            </Form>
          </Section>
        )}
      </Stack>
    </SidePanel>
  );
}

const families = { past: 'off', now: 'good', planned: 'info' } as const;

function RateTable({ tax, manages }: { tax: Tax; manages: boolean }) {
  const t = useTexts(taxRateTexts);
  const format = useFormat();
  const drop = useMutationCommand(DropTaxRateDocument, {
    onDone: (_, { from }) => showToast({ message: t('dropped', { date: format.day(from) }) }),
  });
  const rows = rateRows(tax, todayIn(format.timeZone, format.now()));
  return (
    <Section title={t('history')} look="plain" level={3} flush>
      {drop.failure !== null && <ErrorState compact failure={drop.failure} />}
      <SimpleTable
        label={t('history')}
        rows={rows}
        rowId={({ from }) => from ?? 'first'}
        columns={[
          { id: 'from', header: t('from'), cell: ({ from }) => <FromCell from={from} first={tax.versions[1]?.from} /> },
          { id: 'percent', header: t('percent'), align: 'end', cell: ({ percent }) => `${withoutZeros(percent)} %` },
          {
            id: 'state',
            header: t('state'),
            cell: ({ state }: RateRow) => (
              <FamilyTag family={families[state]} quiet>
                {t(state)}
              </FamilyTag>
            ),
          },
          {
            id: 'drop',
            header: '',
            align: 'end',
            cell: ({ from, state }) =>
              manages &&
              state === 'planned' &&
              from !== null && (
                <Button
                  size="small"
                  busy={drop.running}
                  aria-label={t('dropOf', { date: format.day(from) })}
                  onClick={() => void drop.run({ taxRateId: tax.id, from })}
                >
                  {t('drop')}
                </Button>
              ),
          },
        ]}
      />
    </Section>
  );
}

function FromCell({ from, first }: { from: string | null; first: string | undefined }) {
  const t = useTexts(taxRateTexts);
  const format = useFormat();
  if (from !== null) return <DateText value={from} />;
  return <>{first === undefined ? t('always') : t('until', { date: format.day(first) })}</>;
}
