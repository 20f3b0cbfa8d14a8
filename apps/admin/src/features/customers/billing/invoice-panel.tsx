import {
  DateRangeText,
  ErrorState,
  ExplainPopover,
  Money,
  Row,
  SidePanel,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { dayAfter } from '../day-after';
import { InvoiceLinesDocument } from './billing.graphql';
import { customerBillingTexts } from './billing-texts';

type Line = ResultOf<typeof InvoiceLinesDocument>['invoice']['lines'][number];

/** The lines of one invoice, each with why it is what it is. */
export function InvoicePanel({ invoiceId, onClose }: { invoiceId: string; onClose: () => void }) {
  const t = useTexts(customerBillingTexts);
  const { data, failure, retry } = useApiQuery(InvoiceLinesDocument, { id: invoiceId });
  const invoice = data?.invoice;
  return (
    <SidePanel
      title={invoice === undefined ? t('invoices') : t('lines', { number: invoice.number })}
      size="lg"
      onClose={onClose}
    >
      {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && invoice === undefined && <Skeleton lines={5} />}
      {invoice !== undefined && (
        <SimpleTable
          label={t('lines', { number: invoice.number })}
          rows={invoice.lines}
          rowId={({ id }) => id}
          footer={[null, null, t('total'), <Money key="gross" value={invoice.gross} strong />, null]}
          columns={[
            { id: 'description', header: t('description'), cell: (line) => <Description line={line} /> },
            {
              id: 'quantity',
              header: t('quantity'),
              align: 'end',
              cell: ({ quantity, unit }) => `${quantity} ${unit}`.trim(),
            },
            {
              id: 'price',
              header: t('price'),
              align: 'end',
              cell: ({ unitPrice, net }) => <Money value={{ amount: unitPrice, currency: net.currency }} />,
            },
            { id: 'amount', header: t('amount'), align: 'end', cell: ({ gross }) => <Money value={gross} /> },
            {
              id: 'why',
              header: t('why'),
              cell: ({ description, why }) =>
                why === null ? null : (
                  <ExplainPopover title={description}>
                    <Text>{why.english}</Text>
                  </ExplainPopover>
                ),
            },
          ]}
        />
      )}
    </SidePanel>
  );
}

function Description({ line: { description, from, through } }: { line: Line }) {
  return (
    <Stack gap="none">
      <span>{description}</span>
      {from !== null && through !== null && (
        <Row gap="xs">
          <Text as="span" size="small" tone="muted">
            <DateRangeText value={{ from, until: dayAfter(through) }} />
          </Text>
        </Row>
      )}
    </Stack>
  );
}
