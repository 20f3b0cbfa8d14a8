import { Bookmark } from 'lucide-react';
import { ActionMenu, FilterBar, type FilterField, type GridState, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { lastOnly } from '../list-question';
import { usePartnerFilter } from '../use-partners';
import { PaymentWaysDocument } from './payment-list.graphql';
import { paymentListTexts } from './payment-list-texts';

export const paymentStates = ['recorded', 'reversed'] as const;

const views = [
  { id: 'viewAll', href: '/payments' },
  { id: 'viewFree', href: '/payments?f.free=yes' },
  { id: 'viewReversed', href: '/payments?f.status=reversed' },
] as const;

interface FiltersProps {
  readonly state: GridState;
  readonly onStateChange: (state: GridState) => void;
}

export function PaymentFilters({ state, onStateChange }: FiltersProps) {
  const t = useTexts(paymentListTexts);
  const partners = usePartnerFilter();
  const methods = useApiQuery(PaymentWaysDocument, {}).data?.paymentMethods ?? [];
  const fields: readonly FilterField[] = [
    {
      id: 'status',
      label: t('status'),
      kind: 'choices',
      choices: paymentStates.map((value) => ({ value, label: t(value) })),
    },
    { id: 'on', label: t('receivedOn'), kind: 'days' },
    ...(methods.length > 1
      ? [
          {
            id: 'method',
            label: t('method'),
            kind: 'choices' as const,
            choices: methods.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]
      : []),
    { id: 'free', label: t('unallocated'), kind: 'choices', choices: [{ value: 'yes', label: t('unallocatedOnly') }] },
    ...partners,
  ];
  return (
    <FilterBar
      state={state}
      onStateChange={(next) => onStateChange(lastOnly(lastOnly(next, 'status'), 'method'))}
      fields={fields}
      searchLabel={t('search')}
      views={
        <ActionMenu
          label={t('views')}
          text={t('views')}
          size="small"
          icon={<Bookmark size={14} aria-hidden="true" />}
          actions={views.map(({ id, href }) => ({ id, label: t(id), href }))}
        />
      }
    />
  );
}
