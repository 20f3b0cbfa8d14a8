import { LookupInput, SelectInput, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { useEffect } from 'react';
import { useCustomerChoices } from '../finance/lookup/use-customer-choices';
import { CustomerLinesDocument } from './line-choice.graphql';
import { lineChoiceTexts } from './line-choice-texts';

export interface Line {
  readonly customerId: string | null;
  readonly serviceId: string | null;
}

export const noLine: Line = { customerId: null, serviceId: null };

/** A customer, found by any identifier, and the service of theirs that is meant; nobody when left empty. */
export function LineChoice({ line, onChange }: { line: Line; onChange: (line: Line) => void }) {
  const t = useTexts(lineChoiceTexts);
  const { customerId, serviceId } = line;
  const customers = useCustomerChoices(customerId);
  const { data } = useApiQuery(
    CustomerLinesDocument,
    { customerId: customerId ?? '' },
    { enabled: customerId !== null },
  );
  const lines = data?.customer.id === customerId ? data.customer.connections : undefined;
  const first = lines?.[0]?.serviceId ?? null;
  useEffect(() => {
    if (customerId !== null && serviceId === null && first !== null) onChange({ customerId, serviceId: first });
  }, [customerId, serviceId, first, onChange]);
  return (
    <>
      <LookupInput
        label={t('customer')}
        {...customers}
        value={customerId}
        onChange={(chosen) => onChange({ customerId: chosen, serviceId: null })}
        placeholder={t('nobody')}
        optional
        clearable
      />
      {lines !== undefined && (
        <SelectInput
          label={t('service')}
          value={serviceId ?? ''}
          onChange={(chosen) => onChange({ customerId, serviceId: chosen })}
          choices={lines.map((one) => ({ value: one.serviceId, label: one.login ?? t('noLogin') }))}
        />
      )}
    </>
  );
}
