import { lazy, Suspense, useState } from 'react';
import {
  Button,
  DateText,
  ErrorState,
  FamilyTag,
  Money,
  Row,
  Section,
  SidePanel,
  SimpleTable,
  Skeleton,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { PdfLink } from '../documents/pdf-link';
import { ExportReport } from '../exports/export-report';
import type { ReportFilter } from '../reports/report-question';
import { resellerTexts } from './reseller-texts';
import {
  type Reseller,
  type SettledCustomerRow,
  type Settlement,
  SettlementCustomersDocument,
  SettlementsDocument,
} from './resellers.graphql';
import { nameOf, SettledCustomers } from './settled-customers';
import { SettlementLines } from './settled-lines';
import { useManagesResellers } from './use-manages-resellers';

const PayPanel = lazy(async () => ({ default: (await import('./pay-panel')).PayPanel }));
const TakeBackDialog = lazy(async () => ({ default: (await import('./take-back-dialog')).TakeBackDialog }));
const UndoDialog = lazy(async () => ({ default: (await import('./undo-dialog')).UndoDialog }));

const families = { OPEN: 'waiting', PAID: 'good', UNDONE: 'off' } as const;

type Step = { readonly kind: 'customers' | 'pay' | 'payback' | 'undo'; readonly settlement: Settlement };

/** What was settled with a partner, the newest first. */
export function Settlements({ reseller }: { reseller: Reseller }) {
  const t = useTexts(resellerTexts);
  const manages = useManagesResellers();
  const [step, setStep] = useState<Step | null>(null);
  const close = () => setStep(null);
  const { data, failure, retry } = useApiQuery(SettlementsDocument, { partnerId: reseller.partnerId });
  if (data === undefined)
    return failure === null ? (
      <Skeleton lines={4} label={t('loading')} />
    ) : (
      <ErrorState failure={failure} onRetry={retry} />
    );
  const rows = data.resellerSettlements;
  return (
    <Section title={t('settlements')} flush={rows.length > 0}>
      <SimpleTable
        label={t('settlements')}
        rows={rows}
        rowId={({ id }) => id}
        empty={<Text tone="secondary">{t('noSettlements')}</Text>}
        columns={[
          {
            id: 'number',
            header: t('number'),
            cell: (settlement) => (
              <Button size="small" onClick={() => setStep({ kind: 'customers', settlement })}>
                {settlement.number}
              </Button>
            ),
          },
          { id: 'period', header: t('period'), cell: (row) => <Period {...row} /> },
          { id: 'state', header: t('state'), cell: (row) => <State settlement={row} /> },
          { id: 'base', header: t('base'), align: 'end', cell: ({ base }) => <Money value={base} /> },
          { id: 'share', header: t('share'), align: 'end', cell: ({ share }) => <Money value={share} /> },
          { id: 'kept', header: t('kept'), align: 'end', cell: ({ kept }) => <Money value={kept} /> },
          {
            id: 'steps',
            header: '',
            align: 'end',
            cell: (settlement) => manages && <Steps settlement={settlement} onStep={setStep} />,
          },
        ]}
      />
      {step?.kind === 'customers' && <CustomersPanel settlement={step.settlement} onClose={close} />}
      <Suspense fallback={null}>
        {step?.kind === 'pay' && <PayPanel name={reseller.name} settlement={step.settlement} onClose={close} />}
        {step?.kind === 'payback' && (
          <TakeBackDialog name={reseller.name} settlement={step.settlement} onClose={close} />
        )}
        {step?.kind === 'undo' && <UndoDialog settlement={step.settlement} onClose={close} />}
      </Suspense>
    </Section>
  );
}

function Period({ from, through }: Settlement) {
  return (
    <span>
      <DateText value={from} /> – <DateText value={through} />
    </span>
  );
}

function State({ settlement: { state, payouts, undoneOn, undoneReason } }: { settlement: Settlement }) {
  const t = useTexts(resellerTexts);
  const format = useFormat();
  const payout = payouts.find(({ takenBackOn }) => takenBackOn === null);
  const detail =
    payout !== undefined
      ? t('paidBy', { day: format.day(payout.paidOn), method: payout.methodName, reference: payout.reference })
      : undoneOn !== null
        ? t('undoneFor', { day: format.day(undoneOn), reason: undoneReason ?? '' })
        : undefined;
  return (
    <FamilyTag family={families[state]} quiet detail={detail}>
      {t(state)}
    </FamilyTag>
  );
}

function Steps({ settlement, onStep }: { settlement: Settlement; onStep: (step: Step) => void }) {
  const t = useTexts(resellerTexts);
  const { number, state, share, canUndo } = settlement;
  return (
    <Row gap="xs">
      {state === 'OPEN' && Number(share.amount) !== 0 && (
        <Button size="small" aria-label={t('payOf', { number })} onClick={() => onStep({ kind: 'pay', settlement })}>
          {t('pay')}
        </Button>
      )}
      {state === 'PAID' && (
        <Button
          size="small"
          aria-label={t('paybackOf', { number })}
          onClick={() => onStep({ kind: 'payback', settlement })}
        >
          {t('payback')}
        </Button>
      )}
      {canUndo && (
        <Button size="small" aria-label={t('undoOf', { number })} onClick={() => onStep({ kind: 'undo', settlement })}>
          {t('undo')}
        </Button>
      )}
    </Row>
  );
}

/** Its customers; the documents of one of them take their place, as a panel opens no other one. */
function CustomersPanel({ settlement, onClose }: { settlement: Settlement; onClose: () => void }) {
  const { id, number } = settlement;
  const t = useTexts(resellerTexts);
  const [open, setOpen] = useState<SettledCustomerRow | null>(null);
  const { data, failure, retry } = useApiQuery(SettlementCustomersDocument, { id });
  if (open !== null)
    return (
      <SidePanel
        title={`${number}: ${nameOf(open)}`}
        size="xl"
        onClose={onClose}
        footer={<Button onClick={() => setOpen(null)}>{t('allCustomers')}</Button>}
      >
        <SettlementLines id={id} customerId={open.customerId} />
      </SidePanel>
    );
  return (
    <SidePanel
      title={number}
      size="xl"
      onClose={onClose}
      footer={
        <>
          <PdfLink href={`/documents/reseller-settlements/${id}.pdf`} />
          <ExportReport id="reseller-lines" formats={['CSV', 'XLSX']} filter={linesOf(settlement)} />
        </>
      }
    >
      <TakenBack payouts={settlement.payouts} />
      {data === undefined && failure !== null && <ErrorState failure={failure} onRetry={retry} />}
      {data === undefined && failure === null && <Skeleton lines={5} label={t('loading')} />}
      {data !== undefined && (
        <SettledCustomers rows={data.resellerSettlement.customers} label={number} onDocuments={setOpen} />
      )}
    </SidePanel>
  );
}

/** Its lines as a report, which takes the day on which the settlement ends for its own. */
function linesOf({ number, through, base }: Settlement): ReportFilter {
  return { from: through, through, currency: base.currency, options: [{ name: 'settlement', value: number }] };
}

function TakenBack({ payouts }: Pick<Settlement, 'payouts'>) {
  const t = useTexts(resellerTexts);
  const format = useFormat();
  return payouts.flatMap(({ id, paidOn, reference, takenBackOn, takenBackReason }) =>
    takenBackOn === null ? (
      []
    ) : (
      <Text key={id} tone="secondary">
        {t('takenBack', { day: format.day(paidOn), reference, reason: takenBackReason ?? '' })}
      </Text>
    ),
  );
}
