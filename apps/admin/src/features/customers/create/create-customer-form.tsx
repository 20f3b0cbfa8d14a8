import { useWatch } from 'react-hook-form';
import {
  Columns,
  Form,
  LookupField,
  RadioField,
  Section,
  SelectField,
  Stack,
  SwitchField,
  TextField,
  DateField,
  useTexts,
} from '@demarc/ui';
import { type CommandState, useCommandForm, useSession } from '@demarc/web-kit';
import { countryChoices } from '../../../frame/world-choices';
import { CustomFieldInputs } from '../custom-field-inputs';
import type { CreationChoices } from './create-customer.graphql';
import { createCustomerTexts } from './create-customer-texts';
import { emptyCustomer, type NewCustomer, type NewCustomerValues, openCustomerInput } from './create-customer-values';

interface FormProps {
  readonly id: string;
  readonly choices: CreationChoices;
  readonly country: string;
  readonly command: CommandState<unknown, NewCustomer>;
}

export function CreateCustomerForm({ id, choices, country, command }: FormProps) {
  const t = useTexts(createCustomerTexts);
  const { can } = useSession();
  const fields = choices.customFields;
  const partners = choices.partners.filter(({ active }) => active);
  const onlyPartner = partners.length === 1 ? (partners[0]?.id ?? '') : '';
  const activates = can('crm.customer.activate');
  const { form, onSubmit, failure } = useCommandForm<NewCustomerValues, unknown, NewCustomer>(
    command,
    emptyCustomer(onlyPartner, country, fields),
    (values) => ({ input: openCustomerInput(values, fields), activate: activates && values.activate }),
  );
  const category = useWatch({ control: form.control, name: 'category' });
  const company = category === 'COMPANY';
  const own = fields.filter((field) => field.category === null || field.category === category);
  return (
    <Form form={form} onSubmit={onSubmit} failure={failure} id={id} labels={labelsOf(t, own)}>
      <RadioField
        name="category"
        label={t('category')}
        choices={[
          { value: 'PERSON', label: t('person') },
          { value: 'COMPANY', label: t('company') },
        ]}
      />
      <Columns>
        <TextField name="name" label={t('name')} autoComplete="off" maxLength={300} autoFocus />
        {partners.length > 1 && (
          <SelectField
            name="partnerId"
            label={t('partner')}
            emptyLabel={t('choose')}
            choices={partners.map(asChoice)}
          />
        )}
        <TextField name="email" label={t('email')} optional autoComplete="off" description={t('emailHelp')} />
        <TextField name="phones" label={t('phones')} optional type="tel" autoComplete="off" />
      </Columns>
      <Section title={t('place')} look="plain" level={3}>
        <Columns>
          <TextField name="street" label={t('street')} optional autoComplete="off" />
          <TextField name="city" label={t('city')} optional autoComplete="off" />
          <TextField name="zip" label={t('zip')} optional autoComplete="off" />
          <LookupField name="country" label={t('country')} optional choices={countryChoices()} />
          {(choices.locations ?? []).length > 0 && (
            <LookupField
              name="locationId"
              label={t('location')}
              optional
              choices={(choices.locations ?? []).filter(({ active }) => active).map(asChoice)}
            />
          )}
        </Columns>
      </Section>
      {own.length > 0 && (
        <Section title={t('own')} look="plain" level={3}>
          <Columns>
            <CustomFieldInputs fields={own} emptyLabel={t('none')} />
          </Columns>
        </Section>
      )}
      <details className="dm-details">
        <summary>{t('more')}</summary>
        <Stack>
          <Columns>
            <TextField name="login" label={t('login')} optional autoComplete="off" description={t('loginHelp')} />
            <TextField
              name="billingEmail"
              label={t('billingEmail')}
              optional
              autoComplete="off"
              description={t('billingEmailHelp')}
            />
            {company && <TextField name="contactPerson" label={t('contactPerson')} optional autoComplete="off" />}
            {company && <TextField name="companyNumber" label={t('companyNumber')} optional autoComplete="off" />}
            <TextField name="vatId" label={t('vatId')} optional autoComplete="off" />
            {!company && (
              <TextField name="identityDocument" label={t('identityDocument')} optional autoComplete="off" />
            )}
            {!company && <DateField name="bornOn" label={t('bornOn')} optional />}
          </Columns>
        </Stack>
      </details>
      {activates && <SwitchField name="activate" label={t('activate')} description={t('activateHelp')} />}
    </Form>
  );
}

function asChoice({ id, name }: { readonly id: string; readonly name: string }) {
  return { value: id, label: name };
}

type Text = ReturnType<typeof useTexts<typeof createCustomerTexts.entries>>;

function labelsOf(t: Text, own: readonly { readonly name: string; readonly title: string }[]): Record<string, string> {
  const named = [
    'name',
    'email',
    'phones',
    'street',
    'city',
    'zip',
    'country',
    'login',
    'billingEmail',
    'vatId',
    'companyNumber',
    'identityDocument',
    'bornOn',
    'contactPerson',
  ] as const;
  return {
    ...Object.fromEntries(named.map((name) => [name, t(name)])),
    partnerId: t('partner'),
    locationId: t('location'),
    ...Object.fromEntries(own.map(({ name, title }) => [`customFields.${name}`, title])),
  };
}
