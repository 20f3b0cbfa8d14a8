import { Button, DateField, Form, LookupField, SelectField, showToast, TextField, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { useCustomerChoices } from '../../finance/lookup/use-customer-choices';
import type { Pool } from '../pools/pools.graphql';
import { ReserveAddressesDocument } from './ipam.graphql';
import { ipamTexts } from './ipam-texts';

type Input = VariablesOf<typeof ReserveAddressesDocument>['input'];

interface Values {
  readonly kind: string;
  readonly label: string;
  readonly until: string;
  readonly customerId: string | null;
}

export interface ReserveFormProps {
  readonly pool: Pool;
  readonly first: string;
  /** Null: the first alone. */
  readonly last: string | null;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function ReserveForm({ pool, first, last, onDone, onCancel }: ReserveFormProps) {
  const t = useTexts(ipamTexts);
  const command = useMutationCommand(ReserveAddressesDocument, {
    onDone: ({ reserveAddresses }) => {
      showToast({ message: t('reserved', { count: reserveAddresses }) });
      onDone();
    },
  });
  const filled = useCommandForm<Values, unknown, Input>(
    command,
    { kind: 'RESERVED', label: '', until: '', customerId: null },
    ({ kind, label, until, customerId }) => ({
      poolId: pool.id,
      first,
      ...(last === null ? {} : { last }),
      kind: kind === 'DEVICE' ? 'DEVICE' : 'RESERVED',
      label: label.trim(),
      ...(until === '' ? {} : { until: new Date(`${until}T23:59:59.999`).toISOString() }),
      ...(customerId === null ? {} : { customerId }),
    }),
  );
  const { choices, onSearch, searching } = useCustomerChoices(filled.form.watch('customerId'));
  return (
    <Form
      form={filled.form}
      onSubmit={filled.onSubmit}
      failure={filled.failure}
      labels={{ kind: t('reserveFor'), label: t('reason'), until: t('untilDay'), customerId: t('keptFor') }}
      footer={
        <>
          <Button onClick={onCancel}>{t('cancel')}</Button>
          <Button type="submit" tone="primary" busy={filled.running}>
            {t('reserve')}
          </Button>
        </>
      }
    >
      <SelectField
        name="kind"
        label={t('reserveFor')}
        choices={[
          { value: 'RESERVED', label: t('forNobody') },
          { value: 'DEVICE', label: t('forDevice') },
        ]}
      />
      <TextField name="label" label={t('reason')} autoFocus />
      <DateField name="until" label={t('untilDay')} description={t('untilHelp')} optional />
      {filled.form.watch('kind') === 'RESERVED' && (
        <LookupField
          name="customerId"
          label={t('keptFor')}
          description={t('keptForHelp')}
          optional
          choices={choices}
          onSearch={onSearch}
          searching={searching}
        />
      )}
    </Form>
  );
}
