import { Button, EmptyState, Row as Line, Section, SimpleTable, Text, useFormat, useTexts } from '@demarc/ui';
import { CellText, isFigure, ValueText } from './report-cell';
import { reportTexts } from './report-texts';
import type { Report } from './reports.graphql';

type Row = Report['rows'][number] & { readonly at: number };

interface TableProps {
  readonly report: Report;
  readonly rows: Report['rows'];
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onLoadMore: () => void;
}

/** The rows that were read so far, under them the totals of the whole filter. */
export function ReportTable({ report, rows, hasMore, loadingMore, onLoadMore }: TableProps) {
  const t = useTexts(reportTexts);
  const format = useFormat();
  const { columns, totals, currency, count, info } = report;
  const hasTotals = totals.some((total) => total !== null);
  return (
    <Section
      title={t('rows')}
      description={t('count', { count, formatted: format.number(count) })}
      flush={rows.length > 0}
    >
      <SimpleTable
        label={info.title}
        rows={rows.map((row, at) => ({ ...row, at }))}
        rowId={({ at }) => String(at)}
        empty={<EmptyState compact title={t('empty')} description={t('emptyText')} />}
        columns={columns.map((column, at) => ({
          id: column.key,
          header: column.title,
          ...(isFigure(column) ? { align: 'end' as const } : {}),
          cell: ({ cells }: Row) => {
            const cell = cells[at];
            return cell && <CellText column={column} cell={cell} currency={currency} />;
          },
        }))}
        {...(hasTotals && rows.length > 0
          ? {
              footer: columns.map((column, at) => {
                const total = totals[at] ?? null;
                if (total !== null)
                  return <ValueText key={column.key} kind={column.kind} value={total} currency={currency} />;
                return at === 0 ? (
                  <Text key={column.key} as="span" strong>
                    {t('wholeFilter')}
                  </Text>
                ) : null;
              }),
            }
          : {})}
      />
      {hasMore && (
        <div className="admin-more">
          <Line>
            <Button size="small" busy={loadingMore} onClick={onLoadMore}>
              {t('more')}
            </Button>
          </Line>
        </div>
      )}
    </Section>
  );
}
