import {
  Button,
  DateField,
  Form,
  SelectField,
  SidePanel,
  showToast,
  Text,
  TextField,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { resellerTexts } from './reseller-texts';
import { PayoutMethodsDocument, PayResellerDocument, type Settlement } from './resellers.graphql';

type PayInput = VariablesOf<typeof PayResellerDocument>['input'];

interface Props {
  readonly name: string;
  readonly settlement: Settlement;
  readonly onClose: () => void;
}

/** How a share went out. */
export function PayPanel({ name, settlement: { id, number, share }, onClose }: Props) {
  const t = useTexts(resellerTexts);
  const format = useFormat();
  const methods = useApiQuery(PayoutMethodsDocument, {}).data?.paymentMethods ?? [];
  const command = useMutationCommand(PayResellerDocument, {
    onDone: () => {
      showToast({ message: t('paid', { number }) });
      onClose();
    },
  });
  const filled = useCommandForm<{ methodId: string; paidOn: string; reference: string }, unknown, PayInput>(
    command,
    { methodId: '', paidOn: '', reference: '' },
    ({ methodId, paidOn, reference }) => ({
      settlementId: id,
      methodId,
      reference: reference.trim(),
      ...(paidOn === '' ? {} : { paidOn }),
    }),
  );
  const isOut = !share.amount.startsWith('-');
  const amount = format.money({ ...share, amount: isOut ? share.amount : share.amount.slice(1) });
  return (
    <SidePanel
      title={t('payTitle', { number })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="pay-reseller" tone="primary" shortcut="Ctrl ⏎" busy={filled.running}>
            {t('pay')}
          </Button>
        </>
      }
    >
      <Form
        id="pay-reseller"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ methodId: t('method'), paidOn: t('paidOn'), reference: t('reference') }}
      >
        <Text tone="secondary">{t(isOut ? 'payText' : 'receiveText', { amount, name })}</Text>
        <SelectField
          name="methodId"
          label={t('method')}
          emptyLabel={t('choose')}
          choices={methods
            .filter(({ active, ledgerAccount }) => active && (ledgerAccount === 'BANK' || ledgerAccount === 'CASH'))
            .map((method) => ({ value: method.id, label: method.name }))}
        />
        <DateField name="paidOn" label={t('paidOn')} optional />
        <TextField name="reference" label={t('reference')} description={t('referenceHelp')} maxLength={100} />
      </Form>
    </SidePanel>
  );
}
