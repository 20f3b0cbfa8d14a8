import { Button, EntityLink, Money, NumberText, SimpleTable, useTexts } from '@demarc/ui';
import { resellerTexts } from './reseller-texts';
import type { SettledCustomerRow } from './resellers.graphql';

interface Props {
  readonly rows: readonly SettledCustomerRow[];
  readonly label: string;
  /** Asks for the documents of one of them. */
  readonly onDocuments: (row: SettledCustomerRow) => void;
}

/** What each customer brings; each row leads to its documents. */
export function SettledCustomers({ rows, label, onDocuments }: Props) {
  const t = useTexts(resellerTexts);
  return (
    <SimpleTable
      label={label}
      rows={rows}
      rowId={({ customerId }) => customerId}
      columns={[
        {
          id: 'customer',
          header: t('customer'),
          cell: ({ customer }) =>
            customer && (
              <EntityLink href={`/customers/${customer.id}`} number={`#${customer.number}`}>
                {customer.name}
              </EntityLink>
            ),
        },
        { id: 'gross', header: t('gross'), align: 'end', cell: ({ gross }) => <Money value={gross} /> },
        { id: 'tax', header: t('tax'), align: 'end', cell: ({ tax }) => <Money value={tax} /> },
        {
          id: 'notShared',
          header: t('notShared'),
          align: 'end',
          cell: ({ notShared }) => <Money value={notShared} />,
        },
        { id: 'base', header: t('base'), align: 'end', cell: ({ base }) => <Money value={base} /> },
        { id: 'share', header: t('share'), align: 'end', cell: ({ share }) => <Money value={share} /> },
        { id: 'kept', header: t('kept'), align: 'end', cell: ({ kept }) => <Money value={kept} /> },
        {
          id: 'documents',
          header: t('documents'),
          align: 'end',
          cell: (row) => (
            <Button
              size="small"
              aria-label={t('showDocuments', { name: nameOf(row) })}
              onClick={() => onDocuments(row)}
            >
              <NumberText value={row.documents} />
            </Button>
          ),
        },
      ]}
    />
  );
}

export function nameOf({ customer }: SettledCustomerRow): string {
  return customer?.name ?? '';
}
