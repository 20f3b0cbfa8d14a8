import { EntityLink } from '@demarc/ui';

export interface CustomerLinkProps {
  readonly customerId: string | null;
  readonly customer?: { readonly name: string; readonly number: string } | null | undefined;
  /** Shown when there is nobody, or when the name may not be seen. */
  readonly fallback: string;
}

export function CustomerLink({ customerId, customer, fallback }: CustomerLinkProps) {
  if (customerId === null || !customer) return fallback;
  return (
    <EntityLink href={`/customers/${customerId}`} number={`#${customer.number}`}>
      {customer.name}
    </EntityLink>
  );
}
