import { UserPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { defineCatalogue } from '@demarc/ui';

const entries = {
  newCustomer: 'New customer',
} as const;

export const verbTexts = defineCatalogue('verbs', entries);

/** An act that the palette offers under "Do"; it opens the panel where it is filled in, and runs nothing by itself. */
export interface Verb {
  readonly id: string;
  readonly label: keyof typeof entries;
  readonly icon: ReactNode;
  readonly href: string;
  readonly needs: readonly string[];
  /** `c c` is C, then C. */
  readonly keys?: string;
}

export const verbs: readonly Verb[] = [
  {
    id: 'new-customer',
    label: 'newCustomer',
    icon: <UserPlus size={16} aria-hidden="true" />,
    href: '/customers?panel=new',
    needs: ['crm.customer.create'],
    keys: 'c c',
  },
];
