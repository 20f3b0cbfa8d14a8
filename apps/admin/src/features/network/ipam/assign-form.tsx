import { Button, Form, LookupField, Notice, SelectField, showToast, useTexts } from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { useCustomerChoices } from '../../finance/lookup/use-customer-choices';
import type { Pool } from '../pools/pools.graphql';
import { type AddressCell, AssignAddressDocument, CustomerAccessesDocument } from './ipam.graphql';
import { ipamTexts } from './ipam-texts';

type Input = VariablesOf<typeof AssignAddressDocument>['input'];

interface Values {
  readonly customerId: string | null;
  /** The service and the revision of its network side that was seen. */
  readonly choice: string;
}

export interface AssignFormProps {
  readonly pool: Pool;
  readonly cell: AddressCell;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Gives the address to a service that has its network side; whom it is kept for is proposed. */
export function AssignForm({ pool, cell, onDone, onCancel }: AssignFormProps) {
  const t = useTexts(ipamTexts);
  const command = useMutationCommand(AssignAddressDocument, {
    onDone: () => {
      showToast({ message: t('assigned', { address: cell.address }) });
      onDone();
    },
  });
  const filled = useCommandForm<Values, unknown, Input>(
    command,
    { customerId: cell.customerId, choice: '' },
    ({ choice }): Input => {
      const [serviceId = '', revision = '0'] = choice.split('/');
      return {
        serviceId,
        revision: Number(revision),
        ipv4Assignment: 'PERMANENT',
        ipv4: cell.address,
        poolId: pool.id,
      };
    },
  );
  const chosen = filled.form.watch('customerId');
  const { choices, onSearch, searching } = useCustomerChoices(chosen);
  const { data } = useApiQuery(CustomerAccessesDocument, { id: chosen ?? '' }, { enabled: chosen !== null });
  const services = (data?.customer.services ?? []).filter(({ access }) => access !== null);
  return (
    <Form
      form={filled.form}
      onSubmit={filled.onSubmit}
      failure={filled.failure}
      labels={{ customerId: t('customer'), choice: t('service') }}
      footer={
        <>
          <Button onClick={onCancel}>{t('cancel')}</Button>
          <Button type="submit" tone="primary" busy={filled.running}>
            {t('assign')}
          </Button>
        </>
      }
    >
      <LookupField
        name="customerId"
        label={t('customer')}
        choices={choices}
        onSearch={onSearch}
        searching={searching}
      />
      {chosen !== null && data && services.length === 0 && <Notice family="attention">{t('noAccess')}</Notice>}
      {services.length > 0 && (
        <SelectField
          name="choice"
          label={t('service')}
          choices={services.map(({ id, planTitle, access }) => ({
            value: `${id}/${access?.revision ?? 0}`,
            label: t('hasNow', { plan: planTitle, login: access?.login ?? '–', ipv4: access?.ipv4 ?? t('none') }),
          }))}
        />
      )}
    </Form>
  );
}
