import { useMemo } from 'react';
import { EmptyState, ErrorState, Section, SimpleTable, Skeleton, Stack, Text, UiLink, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { BalanceCheck } from '../../finance/ledger/balance-check';
import { CellText, isFigure } from '../../finance/reports/report-cell';
import { type Report, ReportDocument } from '../../finance/reports/reports.graphql';
import { customerBillingTexts } from './billing-texts';

const shownRows = 50;

/** The balance from what moved it in the last twelve months: each row a posting with its document and words. */
export function BalanceSection({ customerId }: { customerId: string }) {
  const t = useTexts(customerBillingTexts);
  const filter = useMemo(() => ({ customerId, options: [{ name: 'by', value: 'transactions' }] }), [customerId]);
  const { data, failure, retry } = useApiQuery(ReportDocument, {
    id: 'statement',
    filter,
    after: null,
    first: shownRows,
  });
  const statement = `/reports/statement?customer=${customerId}`;
  return (
    <Section title={t('balance')} actions={<UiLink href={statement}>{t('statement')}</UiLink>}>
      <Stack gap="sm">
        <BalanceCheck customerId={customerId} />
        {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
        {failure === null && data === undefined && <Skeleton lines={4} />}
        {data !== undefined && <Moved report={data.report} />}
        {data?.report.hasNextPage && <UiLink href={`${statement}&o.by=transactions`}>{t('allRows')}</UiLink>}
      </Stack>
    </Section>
  );
}

function Moved({ report }: { report: Report }) {
  const t = useTexts(customerBillingTexts);
  return (
    <>
      <Text>{report.sentence}</Text>
      <SimpleTable
        label={t('balance')}
        rows={report.rows.map((row, at) => ({ ...row, at }))}
        rowId={({ at }) => String(at)}
        empty={<EmptyState compact title={t('noJournal')} />}
        columns={report.columns.map((column, at) => ({
          id: column.key,
          header: column.title,
          ...(isFigure(column) ? { align: 'end' as const } : {}),
          cell: ({ cells }: Report['rows'][number] & { readonly at: number }) => {
            const cell = cells[at];
            return cell && <CellText column={column} cell={cell} currency={report.currency} />;
          },
        }))}
      />
    </>
  );
}
