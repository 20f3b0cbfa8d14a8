import { useState } from 'react';
import {
  Button,
  ButtonLink,
  FactList,
  Money,
  SidePanel,
  showToast,
  Stack,
  Text,
  TextAreaInput,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import { Faults } from '../corrections/credit-panel';
import { PdfLink } from '../documents/pdf-link';
import { CancelProformaDocument, type ProformaRow } from './proforma.graphql';
import { proformaTexts } from './proforma-texts';

/** One proforma: its paper, the payment of exactly its amount, and the way to withdraw it. */
export function ProformaPanel({ proforma, onClose }: { proforma: ProformaRow; onClose: () => void }) {
  const t = useTexts(proformaTexts);
  const format = useFormat();
  const { can } = useSession();
  const { id, number, status, customer, gross } = proforma;
  return (
    <SidePanel
      title={number}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <PdfLink href={`/documents/proformas/${id}.pdf`} />
          {status === 'UNPAID' && customer !== null && can('billing.payment.record') && (
            <ButtonLink tone="primary" href={`/payments?panel=new&customer=${customer.id}&amount=${gross.amount}`}>
              {t('pay')}
            </ButtonLink>
          )}
        </>
      }
    >
      <Stack>
        <FactList
          facts={[
            { id: 'customer', label: t('customer'), value: customer?.name ?? '' },
            { id: 'status', label: t('status'), value: t(status) },
            { id: 'issuedOn', label: t('issuedOn'), value: format.day(proforma.issuedOn) },
            { id: 'dueOn', label: t('dueOn'), value: format.day(proforma.dueOn) },
            { id: 'gross', label: t('gross'), value: <Money value={gross} strong /> },
          ]}
        />
        {status === 'UNPAID' && can('billing.proforma.issue') && <Withdraw proforma={proforma} onDone={onClose} />}
      </Stack>
    </SidePanel>
  );
}

function Withdraw({ proforma: { id, number }, onDone }: { proforma: ProformaRow; onDone: () => void }) {
  const t = useTexts(proformaTexts);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const command = useMutationCommand(CancelProformaDocument, {
    onDone: () => {
      showToast({ message: t('withdrawn', { number }) });
      onDone();
    },
  });
  const missing = reason.trim() === '';
  return (
    <Stack gap="sm" align="start">
      <Text tone="secondary">{t('withdrawText')}</Text>
      <TextAreaInput
        label={t('reason')}
        value={reason}
        onChange={setReason}
        maxLength={300}
        error={asked && missing ? t('needReason') : null}
      />
      <Faults messages={[command.failure?.message]} />
      <Button
        tone="danger"
        busy={command.running}
        onClick={() => {
          setAsked(true);
          if (!missing) void command.run({ proformaId: id, reason: reason.trim() });
        }}
      >
        {t('withdraw')}
      </Button>
    </Stack>
  );
}
