import {
  Button,
  Columns,
  Form,
  MoneyField,
  Notice,
  NumberField,
  Section,
  SelectField,
  SidePanel,
  showToast,
  SwitchField,
  Text,
  useTexts,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { PanelProps } from '../record/panel-props';
import type { Account } from '../record/use-customer';
import { accountTexts } from './account-texts';
import {
  accountValues,
  type AccountValues,
  billingModes,
  billingTypes,
  proformaChoices,
  settingsInput,
  type SettingsInput,
} from './account-values';
import { ChangeBillingSettingsDocument } from './billing.graphql';

const formId = 'account-settings';

/** How this one customer is billed. What is changed here holds for this customer, whatever the billing settings say. */
export function AccountPanel({ loaded: { customer }, account, onClose }: PanelProps & { readonly account: Account }) {
  const t = useTexts(accountTexts);
  const command = useMutationCommand(ChangeBillingSettingsDocument, {
    onDone: () => {
      showToast({ message: t('saved') });
      onClose();
    },
  });
  const filled = useCommandForm<AccountValues, unknown, SettingsInput>(command, accountValues(account), (values) =>
    settingsInput(customer.id, account, values),
  );
  return (
    <SidePanel
      title={t('title', { name: customer.name })}
      size="lg"
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
        labels={{
          billingDay: t('billingDay'),
          periodMonths: t('periodMonths'),
          dueDays: t('dueDays'),
          blockingDays: t('blockingDays'),
          deactivationDays: t('deactivationDays'),
          minimumBalance: t('minimumBalance'),
          proformaDay: t('proformaDay'),
          proformaMonths: t('proformaMonths'),
        }}
      >
        {filled.unchanged && (
          <Notice family="attention" live>
            {t('unchanged')}
          </Notice>
        )}
        <Text tone="secondary">{t('text')}</Text>
        <PeriodFields />
        <StandingFields currency={account.minimumBalance.currency} />
        <Switches />
        <Proformas />
      </Form>
    </SidePanel>
  );
}

function PeriodFields() {
  const t = useTexts(accountTexts);
  return (
    <Columns>
      <SelectField
        name="billingType"
        label={t('billingType')}
        choices={billingTypes.map((value) => ({ value, label: t(value) }))}
      />
      <SelectField name="mode" label={t('mode')} choices={billingModes.map((value) => ({ value, label: t(value) }))} />
      <NumberField name="billingDay" label={t('billingDay')} description={t('billingDayHelp')} />
      <NumberField name="periodMonths" label={t('periodMonths')} description={t('periodMonthsHelp')} />
    </Columns>
  );
}

function StandingFields({ currency }: { currency: string }) {
  const t = useTexts(accountTexts);
  return (
    <Section title={t('standing')} look="plain" level={3}>
      <Columns>
        <NumberField name="dueDays" label={t('dueDays')} description={t('dueDaysHelp')} />
        <NumberField name="blockingDays" label={t('blockingDays')} optional description={t('neverHelp')} />
        <NumberField name="deactivationDays" label={t('deactivationDays')} optional description={t('neverHelp')} />
        <MoneyField
          name="minimumBalance"
          label={t('minimumBalance')}
          currency={currency}
          description={t('minimumBalanceHelp')}
        />
      </Columns>
    </Section>
  );
}

function Switches() {
  const t = useTexts(accountTexts);
  return (
    <Section title={t('charging')} look="plain" level={3}>
      <SwitchField name="billingEnabled" label={t('billingEnabled')} description={t('billingEnabledHelp')} />
      <SwitchField name="autoInvoice" label={t('autoInvoice')} description={t('autoInvoiceHelp')} />
    </Section>
  );
}

function Proformas() {
  const t = useTexts(accountTexts);
  return (
    <Section title={t('proformas')} look="plain" level={3}>
      <Columns>
        <SelectField
          name="proformas"
          label={t('proformasMade')}
          choices={proformaChoices.map((value) => ({ value, label: t(value) }))}
        />
        <NumberField name="proformaDay" label={t('proformaDay')} optional description={t('proformaDayHelp')} />
        <NumberField name="proformaMonths" label={t('proformaMonths')} optional description={t('proformaOwnHelp')} />
      </Columns>
    </Section>
  );
}
