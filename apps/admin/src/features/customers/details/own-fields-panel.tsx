import { Button, ErrorState, Form, LookupField, SidePanel, showToast, Skeleton, useTexts } from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf, VariablesOf } from '@demarc/web-api';
import {
  CustomFieldInputs,
  type CustomFormValues,
  givenCustomValues,
  initialCustomValues,
  keptCustomValues,
} from '../custom-field-inputs';
import type { PanelProps } from '../record/panel-props';
import type { Customer } from '../record/use-customer';
import { ChangeCustomerDocument } from '../record/verbs.graphql';
import { OwnFieldsDocument } from './details.graphql';
import { detailsTexts } from './details-texts';

const formId = 'own-fields';

export function OwnFieldsPanel({ loaded: { customer }, onClose }: PanelProps) {
  const t = useTexts(detailsTexts);
  const { can } = useSession();
  const { data, failure, retry } = useApiQuery(OwnFieldsDocument, { locations: can('crm.location.view') });
  const command = useMutationCommand(ChangeCustomerDocument, {
    onDone: () => {
      showToast({ message: t('saved') });
      onClose();
    },
  });
  return (
    <SidePanel
      title={t('ownTitle', { name: customer.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={formId} tone="primary" busy={command.running}>
            {t('save')}
          </Button>
        </>
      }
    >
      {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={6} />}
      {data !== undefined && <OwnFieldsForm customer={customer} choices={data} command={command} />}
    </SidePanel>
  );
}

type ChangeInput = VariablesOf<typeof ChangeCustomerDocument>['input'];

interface Values {
  readonly locationId: string | null;
  readonly customFields: CustomFormValues;
}

interface FormProps {
  readonly customer: Customer;
  readonly choices: ResultOf<typeof OwnFieldsDocument>;
  readonly command: ReturnType<typeof useMutationCommand<unknown, ChangeInput>>;
}

function OwnFieldsForm({ customer, choices, command }: FormProps) {
  const t = useTexts(detailsTexts);
  const fields = choices.customFields.filter(({ category }) => category === null || category === customer.category);
  const locations = (choices.locations ?? []).filter(({ id, active }) => active || id === customer.location?.id);
  const filled = useCommandForm<Values, unknown, ChangeInput>(
    command,
    {
      locationId: customer.location?.id ?? null,
      customFields: initialCustomValues(fields, keptCustomValues(customer.customFields)),
    },
    (values) => ({
      customerId: customer.id,
      revision: customer.revision,
      ...(locations.length === 0 ? {} : { locationId: values.locationId }),
      ...(fields.length === 0 ? {} : { customFields: givenCustomValues(values.customFields) }),
    }),
  );
  const labels = Object.fromEntries(fields.map(({ name, title }) => [`customFields.${name}`, title]));
  return (
    <Form
      id={formId}
      form={filled.form}
      onSubmit={filled.onSubmit}
      failure={filled.failure}
      labels={{ locationId: t('location'), ...labels }}
    >
      {locations.length > 0 && (
        <LookupField
          name="locationId"
          label={t('location')}
          optional
          choices={locations.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <CustomFieldInputs fields={fields} emptyLabel={t('none')} />
    </Form>
  );
}
