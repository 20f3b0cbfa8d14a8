import {
  Button,
  Form,
  LookupField,
  NumberField,
  SidePanel,
  showToast,
  TextField,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand, useUrlParam } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { useWatch } from 'react-hook-form';
import { useCustomerChoices } from '../lookup/use-customer-choices';
import { IssueProformaDocument } from './proforma.graphql';
import { proformaTexts } from './proforma-texts';

interface Values {
  readonly customerId: string | null;
  readonly months: string;
  readonly note: string;
}

/** Asks a customer for some months of their services. */
export function NewProformaPanel({ onClose }: { onClose: () => void }) {
  const t = useTexts(proformaTexts);
  const format = useFormat();
  const [given] = useUrlParam('customer');
  const command = useMutationCommand(IssueProformaDocument, {
    onDone: ({ issueProforma: { number, gross } }) => {
      showToast({ message: t('issued', { number, amount: format.money(gross) }) });
      onClose();
    },
  });
  const filled = useCommandForm<Values, unknown, VariablesOf<typeof IssueProformaDocument>['input']>(
    command,
    { customerId: given, months: '1', note: '' },
    ({ customerId, months, note }) => ({
      customerId: customerId ?? '',
      months: Number(months),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    }),
  );
  const lookup = useCustomerChoices(useWatch({ control: filled.form.control, name: 'customerId' }));
  return (
    <SidePanel
      title={t('new')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="new-proforma" tone="primary" shortcut="Ctrl ⏎" busy={filled.running}>
            {t('submit')}
          </Button>
        </>
      }
    >
      <Form
        id="new-proforma"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ customerId: t('customer'), months: t('months'), note: t('note') }}
      >
        <LookupField name="customerId" label={t('customer')} description={t('customerHelp')} {...lookup} />
        <NumberField name="months" label={t('months')} description={t('monthsHelp')} />
        <TextField name="note" label={t('note')} description={t('noteHelp')} optional maxLength={500} />
      </Form>
    </SidePanel>
  );
}
