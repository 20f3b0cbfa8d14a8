import { useQueryClient } from '@tanstack/react-query';
import type { Fact } from '@demarc/ui';
import { apiKey, newKey, useApi, useSession } from '@demarc/web-kit';
import { CustomerDocument } from '../record/customer.graphql';
import type { Customer } from '../record/use-customer';
import { ChangeCustomerDocument } from '../record/verbs.graphql';

export type TextName =
  | 'name'
  | 'login'
  | 'bornOn'
  | 'identityDocument'
  | 'vatId'
  | 'companyNumber'
  | 'contactPerson'
  | 'email'
  | 'phones'
  | 'billingEmail'
  | 'street'
  | 'zip'
  | 'city'
  | 'country'
  | 'gps'
  | 'language';

/** One field at a time, on the revision that is on the screen: a change by somebody else in between is refused with both values. */
export function useInlineEdit(customer: Customer): (name: TextName) => Pick<Fact, 'edit'> {
  const api = useApi();
  const queries = useQueryClient();
  const { can } = useSession();
  if (!can('crm.customer.change') || customer.lifecycle === 'ARCHIVED') return () => ({});
  return (name) => ({
    edit: {
      value: customer[name] ?? '',
      save: async (value) => {
        const trimmed = value.trim();
        const input = {
          customerId: customer.id,
          revision: customer.revision,
          [name]: trimmed === '' && name !== 'name' ? null : trimmed,
        };
        await api.graphql(ChangeCustomerDocument, { input }, { idempotencyKey: newKey() });
        await queries.invalidateQueries({ queryKey: apiKey(CustomerDocument) });
      },
    },
  });
}
