import { Button, DateField, Form, LookupField, SelectField, SidePanel, showToast, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { useCustomerChoices } from '../../finance/lookup/use-customer-choices';
import type { PanelProps } from '../record/panel-props';
import { LinkSubAccountDocument } from './sub-accounts.graphql';
import { subAccountTexts } from './sub-account-texts';

type LinkInput = VariablesOf<typeof LinkSubAccountDocument>['input'];

interface Values {
  readonly customerId: string | null;
  readonly mode: string;
  readonly from: string;
}

const formId = 'sub-account';
const modes = ['AGGREGATED', 'INDEPENDENT'] as const;

/** Makes another customer a sub-account of this one, or has it billed otherwise from a day on. */
export function SubAccountPanel({ loaded: { customer }, onClose }: PanelProps) {
  const t = useTexts(subAccountTexts);
  const command = useMutationCommand(LinkSubAccountDocument, {
    onDone: () => {
      showToast({ message: t('saved') });
      onClose();
    },
  });
  const filled = useCommandForm<Values, unknown, LinkInput>(
    command,
    { customerId: null, mode: 'AGGREGATED', from: '' },
    ({ customerId, mode, from }) => ({
      customerId: customerId ?? '',
      mainCustomerId: customer.id,
      mode: modes.find((one) => one === mode) ?? 'AGGREGATED',
      ...(from === '' ? {} : { from }),
    }),
  );
  const chosen = filled.form.watch('customerId');
  const { choices, onSearch, searching } = useCustomerChoices(chosen);
  return (
    <SidePanel
      title={t('addTitle', { name: customer.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={formId} tone="primary" shortcut="Ctrl ⏎" busy={filled.running}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Form
        id={formId}
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ customerId: t('customer'), mode: t('modeLabel'), from: t('fromLabel') }}
      >
        <LookupField
          name="customerId"
          label={t('customer')}
          description={t('customerHelp')}
          choices={choices}
          onSearch={onSearch}
          searching={searching}
        />
        <SelectField
          name="mode"
          label={t('modeLabel')}
          description={t('modeHelp')}
          choices={modes.map((value) => ({ value, label: t(value) }))}
        />
        <DateField name="from" label={t('fromLabel')} description={t('fromHelp')} optional />
      </Form>
    </SidePanel>
  );
}
