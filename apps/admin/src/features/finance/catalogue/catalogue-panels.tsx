import { Button, Form, NumberField, SelectField, SidePanel, showToast, TextField, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { catalogueTexts } from './catalogue-texts';
import { DefinePaymentMethodDocument, DefineTaxRateDocument } from './catalogue.graphql';

type TaxInput = VariablesOf<typeof DefineTaxRateDocument>['input'];
type MethodInput = VariablesOf<typeof DefinePaymentMethodDocument>['input'];

const accounts = ['BANK', 'CASH', 'GATEWAY_CLEARING', 'SUSPENSE'] as const;

export function TaxPanel({ onClose }: { onClose: () => void }) {
  const t = useTexts(catalogueTexts);
  const command = useMutationCommand(DefineTaxRateDocument, {
    onDone: () => {
      showToast({ message: t('taxDone') });
      onClose();
    },
  });
  const filled = useCommandForm<TaxInput, unknown, TaxInput>(command, { name: '', percent: '' }, (values) => ({
    name: values.name.trim(),
    percent: values.percent,
  }));
  return (
    <SidePanel
      title={t('newTax')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="tax" tone="primary" busy={filled.running}>
            {t('taxSubmit')}
          </Button>
        </>
      }
    >
      <Form
        id="tax"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ name: t('name'), percent: t('percent') }}
      >
        <TextField name="name" label={t('name')} description={t('taxNameHelp')} maxLength={100} autoFocus />
        <NumberField name="percent" label={t('percent')} maxDecimals={4} />
      </Form>
    </SidePanel>
  );
}

export function MethodPanel({ onClose }: { onClose: () => void }) {
  const t = useTexts(catalogueTexts);
  const command = useMutationCommand(DefinePaymentMethodDocument, {
    onDone: () => {
      showToast({ message: t('methodDone') });
      onClose();
    },
  });
  const filled = useCommandForm<MethodInput, unknown, MethodInput>(
    command,
    { name: '', ledgerAccount: 'BANK' },
    ({ name, ledgerAccount }) => ({ name: name.trim(), ledgerAccount }),
  );
  return (
    <SidePanel
      title={t('newMethod')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="method" tone="primary" busy={filled.running}>
            {t('methodSubmit')}
          </Button>
        </>
      }
    >
      <Form
        id="method"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ name: t('name'), ledgerAccount: t('ledger') }}
      >
        <TextField name="name" label={t('name')} maxLength={100} autoFocus />
        <SelectField
          name="ledgerAccount"
          label={t('ledger')}
          choices={accounts.map((value) => ({ value, label: t(value) }))}
        />
      </Form>
    </SidePanel>
  );
}
