import { useWatch } from 'react-hook-form';
import {
  Button,
  Columns,
  DateField,
  Form,
  SelectField,
  SidePanel,
  showToast,
  Text,
  TextField,
  useTexts,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import type { PanelProps } from '../record/panel-props';
import { GrantTaxExemptionDocument } from './exemption.graphql';
import { exemptionTexts } from './exemption-texts';

type GrantInput = VariablesOf<typeof GrantTaxExemptionDocument>['input'];

interface ExemptionValues {
  readonly kind: GrantInput['kind'];
  readonly reason: string;
  readonly documentNumber: string;
  readonly from: string;
  readonly through: string;
}

const formId = 'tax-exemption';

/** Notes why a customer pays no tax, with the document that proves it. */
export function ExemptionPanel({ loaded: { customer }, onClose }: PanelProps) {
  const t = useTexts(exemptionTexts);
  const command = useMutationCommand(GrantTaxExemptionDocument, {
    onDone: () => {
      showToast({ message: t('done') });
      onClose();
    },
  });
  const filled = useCommandForm<ExemptionValues, unknown, GrantInput>(
    command,
    { kind: 'EXEMPT', reason: '', documentNumber: '', from: '', through: '' },
    ({ kind, reason, documentNumber, from, through }) => ({
      customerId: customer.id,
      kind,
      reason: reason.trim(),
      ...(documentNumber.trim() === '' ? {} : { documentNumber: documentNumber.trim() }),
      ...(from === '' ? {} : { from }),
      ...(through === '' ? {} : { through }),
    }),
  );
  const kind = useWatch({ control: filled.form.control, name: 'kind' });
  const reversed = kind === 'REVERSE_CHARGE';
  return (
    <SidePanel
      title={t('title', { name: customer.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={formId} tone="primary" busy={filled.running}>
            {t('submit')}
          </Button>
        </>
      }
    >
      <Form
        id={formId}
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{
          kind: t('kind'),
          reason: t('reason'),
          documentNumber: t('document'),
          from: t('from'),
          through: t('through'),
        }}
      >
        <SelectField
          name="kind"
          label={t('kind')}
          choices={(['EXEMPT', 'REVERSE_CHARGE'] as const).map((value) => ({ value, label: t(value) }))}
        />
        <Text tone="secondary">{t(`${kind}_help`)}</Text>
        <TextField name="reason" label={t('reason')} description={t('reasonHelp')} maxLength={300} />
        <TextField
          name="documentNumber"
          label={t(`documentOf_${kind}`)}
          optional={reversed}
          {...(reversed ? { description: t('ownNumber') } : {})}
          maxLength={100}
        />
        <Columns>
          <DateField name="from" label={t('from')} description={t('fromHelp')} optional />
          <DateField name="through" label={t('through')} description={t('throughHelp')} optional />
        </Columns>
      </Form>
    </SidePanel>
  );
}
