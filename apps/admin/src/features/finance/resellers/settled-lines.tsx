import {
  DateText,
  EntityLink,
  ErrorState,
  type Failure,
  Money,
  SimpleTable,
  Skeleton,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { WhyAmount } from '../why-amount';
import { resellerTexts } from './reseller-texts';
import { NextSettlementLinesDocument, type SettledLineRow, SettlementLinesDocument } from './resellers.graphql';

type Wish = VariablesOf<typeof NextSettlementLinesDocument>['input'];

/** The documents of a customer in the next settlement. */
export function NextLines({ input, customerId }: { input: Wish; customerId: string }) {
  const { data, failure, retry } = useApiQuery(NextSettlementLinesDocument, { input, customerId });
  return <Lines lines={data?.previewResellerSettlement.customers[0]?.lines} failure={failure} retry={retry} />;
}

/** The documents of a customer in a settlement that is made. */
export function SettlementLines({ id, customerId }: { id: string; customerId: string }) {
  const { data, failure, retry } = useApiQuery(SettlementLinesDocument, { id, customerId });
  return <Lines lines={data?.resellerSettlement.customers[0]?.lines} failure={failure} retry={retry} />;
}

interface LinesProps {
  readonly lines: readonly SettledLineRow[] | undefined;
  readonly failure: Failure | null;
  readonly retry: () => void;
}

function Lines({ lines, failure, retry }: LinesProps) {
  const t = useTexts(resellerTexts);
  const format = useFormat();
  if (lines === undefined)
    return failure === null ? (
      <Skeleton lines={4} label={t('loading')} />
    ) : (
      <ErrorState failure={failure} onRetry={retry} />
    );
  return (
    <SimpleTable
      label={t('documents')}
      rows={lines}
      rowId={({ documentId }) => documentId}
      columns={[
        {
          id: 'document',
          header: t('document'),
          cell: ({ documentId, number, isCreditNote }) => (
            <EntityLink
              href={`/${isCreditNote ? 'credit-notes' : 'invoices'}/${documentId}`}
              {...(isCreditNote ? { title: t('creditNote') } : {})}
            >
              {number}
            </EntityLink>
          ),
        },
        { id: 'on', header: t('issuedOn'), cell: ({ issuedOn }) => <DateText value={issuedOn} /> },
        { id: 'gross', header: t('gross'), align: 'end', cell: ({ gross }) => <Money value={gross} /> },
        { id: 'base', header: t('base'), align: 'end', cell: ({ base }) => <Money value={base} /> },
        { id: 'rate', header: t('rate'), align: 'end', cell: ({ percent }) => `${format.decimal(percent)} %` },
        { id: 'share', header: t('share'), align: 'end', cell: ({ share }) => <Money value={share} /> },
        { id: 'kept', header: t('kept'), align: 'end', cell: ({ kept }) => <Money value={kept} /> },
        {
          id: 'why',
          header: t('why'),
          cell: ({ why, share }) => <WhyAmount amount={format.money(share)} why={why} />,
        },
      ]}
    />
  );
}
