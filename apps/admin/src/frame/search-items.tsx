import { FileText, Receipt, Router, User } from 'lucide-react';
import type { ReactNode } from 'react';
import { type PaletteItem, StatusTag } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { SearchDocument } from './search.graphql';

export type SearchHit = ResultOf<typeof SearchDocument>['search'][number];

const icons: Readonly<Record<SearchHit['kind'], ReactNode>> = {
  CUSTOMER: <User size={16} aria-hidden="true" />,
  SERVICE: <Router size={16} aria-hidden="true" />,
  INVOICE: <FileText size={16} aria-hidden="true" />,
  PAYMENT: <Receipt size={16} aria-hidden="true" />,
};

/** Where a found record opens; a service, on its customer. */
export function hrefOfHit({ kind, customerId, id }: Pick<SearchHit, 'kind' | 'customerId' | 'id'>): string {
  switch (kind) {
    case 'CUSTOMER':
      return `/customers/${id}`;
    case 'SERVICE':
      return `/customers/${customerId}?tab=services`;
    case 'INVOICE':
      return `/invoices/${id}`;
    case 'PAYMENT':
      return `/payments/${id}`;
  }
}

export function itemOfHit(hit: SearchHit): PaletteItem {
  return {
    id: `${hit.kind}:${hit.id}`,
    label: hit.title,
    detail: hit.subtitle,
    icon: icons[hit.kind],
    href: hrefOfHit(hit),
    ...(hit.status === null ? {} : { end: <HitStatus hit={hit} status={hit.status} /> }),
  };
}

function HitStatus({ hit, status }: { hit: SearchHit; status: string }) {
  const value = status.toUpperCase();
  switch (hit.kind) {
    case 'CUSTOMER':
      return isOne(value, ['NEW', 'ACTIVE', 'BLOCKED', 'INACTIVE']) ? (
        <StatusTag kind="customer" value={value} quiet />
      ) : null;
    case 'SERVICE':
      return isOne(value, ['PENDING', 'ACTIVE', 'PAUSED', 'DISABLED', 'ARCHIVED']) ? (
        <StatusTag kind="service" value={value} quiet />
      ) : null;
    case 'INVOICE':
      return isOne(value, ['UNPAID', 'PAID', 'VOID']) ? <StatusTag kind="invoice" value={value} quiet /> : null;
    case 'PAYMENT':
      return null;
  }
}

function isOne<const Value extends string>(value: string, known: readonly Value[]): value is Value {
  return known.some((one) => one === value);
}
