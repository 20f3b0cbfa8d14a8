import { useState } from 'react';
import {
  Button,
  DateText,
  EntityLink,
  Money,
  ReasonDialog,
  showToast,
  SimpleTable,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import { WaiveFeeDocument } from '../record/verbs.graphql';
import { type Fee, FeesDocument } from './collection.graphql';
import { collectionTexts } from './collection-texts';
import { PagedSection } from './paged-section';

/** The fees of a customer; each can be let go. */
export function FeesSection({ customerId }: { customerId: string }) {
  const t = useTexts(collectionTexts);
  const { can } = useSession();
  const [waiving, setWaiving] = useState<Fee | null>(null);
  const { data, status, failure, retry } = useApiQuery(FeesDocument, { id: customerId });
  const fees = data?.customer.fees ?? [];
  if (status === 'ready' && fees.length === 0) return null;
  return (
    <PagedSection title={t('fees')} empty={t('noFees')} rows={fees} status={status} failure={failure} onRetry={retry}>
      {(rows) => (
        <>
          <SimpleTable
            label={t('fees')}
            rows={rows}
            rowId={({ id }) => id}
            columns={[
              { id: 'fee', header: t('fee'), cell: ({ title }) => title },
              { id: 'on', header: t('on'), cell: ({ forDate }) => <DateText value={forDate} /> },
              {
                id: 'for',
                header: t('forInvoice'),
                cell: ({ invoiceId, invoiceNumber }) =>
                  invoiceId === null ? (
                    '–'
                  ) : (
                    <EntityLink href={`/invoices/${invoiceId}`}>{invoiceNumber ?? ''}</EntityLink>
                  ),
              },
              {
                id: 'state',
                header: t('state'),
                cell: ({ status: state, waivedBy, waivedReason }) =>
                  t(state, { by: waivedBy ?? '', reason: waivedReason ?? '' }),
              },
              { id: 'amount', header: t('amount'), align: 'end', cell: ({ amount }) => <Money value={amount} /> },
              {
                id: 'verbs',
                header: '',
                align: 'end',
                cell: (fee) =>
                  fee.status === 'CHARGED' && can('billing.fee.waive') ? (
                    <Button size="small" onClick={() => setWaiving(fee)}>
                      {t('waive')}
                    </Button>
                  ) : null,
              },
            ]}
          />
          {waiving !== null && <WaiveFee fee={waiving} onClose={() => setWaiving(null)} />}
        </>
      )}
    </PagedSection>
  );
}

function WaiveFee({ fee, onClose }: { fee: Fee; onClose: () => void }) {
  const t = useTexts(collectionTexts);
  const format = useFormat();
  const command = useMutationCommand(WaiveFeeDocument, {
    onDone: () => {
      showToast({ message: t('waived', { title: fee.title }) });
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={t('waiveTitle', { title: fee.title })}
      confirmLabel={t('waive')}
      reason={{ label: t('reason'), description: t('reasonHelp'), missing: t('needReason') }}
      busy={command.running}
      failure={command.failure}
      onConfirm={(reason) => void command.run({ feeId: fee.id, reason })}
      onClose={onClose}
    >
      <Text>{t('waiveText', { amount: format.money(fee.amount) })}</Text>
    </ReasonDialog>
  );
}
