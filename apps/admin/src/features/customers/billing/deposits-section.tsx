import { lazy, Suspense, useState } from 'react';
import { Button, DateText, Money, Row, SimpleTable, Stack, Text, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { type Deposit, DepositsDocument } from './collection.graphql';
import { collectionTexts } from './collection-texts';
import { PagedSection } from './paged-section';

const DepositStep = lazy(async () => ({ default: (await import('./deposit-step')).DepositStep }));

export type DepositVerb = 'giveBack' | 'forfeit';

/** Money that we keep for the customer, with everything that became of it. */
export function DepositsSection({ customerId, onPanel }: { customerId: string; onPanel: (panel: string) => void }) {
  const t = useTexts(collectionTexts);
  const { can } = useSession();
  const [step, setStep] = useState<{ deposit: Deposit; verb: DepositVerb } | null>(null);
  const { data, status, failure, retry } = useApiQuery(DepositsDocument, { id: customerId });
  const gives = can('billing.deposit.giveBack');
  return (
    <PagedSection
      title={t('deposits')}
      empty={t('noDeposits')}
      rows={data?.customer.deposits ?? []}
      status={status}
      failure={failure}
      onRetry={retry}
      actions={
        can('billing.deposit.take') && (
          <Button size="small" onClick={() => onPanel('take-deposit')}>
            {t('take')}
          </Button>
        )
      }
    >
      {(rows) => (
        <>
          <SimpleTable
            label={t('deposits')}
            rows={rows}
            rowId={({ id }) => id}
            columns={[
              {
                id: 'number',
                header: t('number'),
                cell: ({ receiptNumber, receiptUrl }) => <ReceiptLink href={receiptUrl} number={receiptNumber} />,
              },
              { id: 'taken', header: t('takenOn'), cell: ({ takenOn }) => <DateText value={takenOn} /> },
              { id: 'how', header: t('how'), cell: ({ methodName }) => methodName },
              { id: 'note', header: t('note'), cell: ({ note }) => (note === '' ? '–' : note) },
              { id: 'history', header: t('history'), cell: (deposit) => <History deposit={deposit} /> },
              { id: 'amount', header: t('amount'), align: 'end', cell: ({ amount }) => <Money value={amount} /> },
              { id: 'left', header: t('left'), align: 'end', cell: ({ left }) => <Money value={left} /> },
              {
                id: 'verbs',
                header: '',
                align: 'end',
                cell: (deposit) =>
                  gives && /[1-9]/.test(deposit.left.amount) ? (
                    <Row gap="sm">
                      {(['giveBack', 'forfeit'] as const).map((verb) => (
                        <Button
                          key={verb}
                          size="small"
                          aria-label={t(`${verb}Of`, { number: deposit.receiptNumber })}
                          onClick={() => setStep({ deposit, verb })}
                        >
                          {t(verb)}
                        </Button>
                      ))}
                    </Row>
                  ) : null,
              },
            ]}
          />
          {step !== null && (
            <Suspense fallback={null}>
              <DepositStep {...step} onClose={() => setStep(null)} />
            </Suspense>
          )}
        </>
      )}
    </PagedSection>
  );
}

function History({ deposit }: { deposit: Deposit }) {
  const t = useTexts(collectionTexts);
  const format = useFormat();
  if (deposit.steps.length === 0) return '–';
  return (
    <Stack gap="none">
      {deposit.steps.map(({ kind, on, amount, reason, receiptUrl }, index) => (
        <Text key={`${kind}:${on}:${String(index)}`} as="span" size="small">
          {t(kind, { amount: format.money(amount), on: format.day(on), reason })}
          {receiptUrl !== null && (
            <>
              {' '}
              <a
                className="dm-link"
                href={receiptUrl}
                target="_blank"
                rel="noreferrer"
                aria-label={t('returnReceiptOf', { number: deposit.receiptNumber, on: format.day(on) })}
              >
                {t('receiptPdf')}
              </a>
            </>
          )}
        </Text>
      ))}
    </Stack>
  );
}

function ReceiptLink({ href, number }: { href: string; number: string }) {
  const t = useTexts(collectionTexts);
  return (
    <a className="dm-link" href={href} target="_blank" rel="noreferrer" aria-label={t('receiptOf', { number })}>
      {number}
    </a>
  );
}
