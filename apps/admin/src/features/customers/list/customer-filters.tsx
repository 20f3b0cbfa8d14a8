import { Bookmark } from 'lucide-react';
import { ActionMenu, FilterBar, type FilterField, type GridState, useTexts, withFilter } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { FilterPlacesDocument } from './customer-list.graphql';
import { customerListTexts } from './customer-list-texts';

interface CustomerFiltersProps {
  readonly state: GridState;
  readonly onStateChange: (state: GridState) => void;
}

const views = [
  { id: 'viewAll', href: '/customers' },
  { id: 'viewBlocked', href: '/customers?f.status=BLOCKED' },
  { id: 'viewOwing', href: '/customers?f.balance=OWES&f.status=ACTIVE&sort=balance.asc' },
  { id: 'viewNew', href: '/customers?f.status=NEW' },
  { id: 'viewArchived', href: '/customers?f.archived=yes' },
] as const;

export function CustomerFilters({ state, onStateChange }: CustomerFiltersProps) {
  const t = useTexts(customerListTexts);
  const fields = useFields(state);
  return (
    <FilterBar
      state={state}
      onStateChange={(next) => onStateChange(withOneBalance(next))}
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

/** A balance stands one way only: the choice made last replaces the one before. */
function withOneBalance(state: GridState): GridState {
  const balance = state.filters['balance'] ?? [];
  return balance.length > 1 ? withFilter(state, 'balance', balance.slice(-1)) : state;
}

function useFields(state: GridState): readonly FilterField[] {
  const t = useTexts(customerListTexts);
  const { can } = useSession();
  const may = {
    partners: can('crm.partner.view'),
    locations: can('crm.location.view'),
    plans: can('billing.plan.view') && can('billing.service.view'),
  };
  const { data } = useApiQuery(FilterPlacesDocument, may);
  const named = (one: { readonly id: string; readonly name: string }) => ({ value: one.id, label: one.name });
  const partners = (data?.partners ?? []).map(named);
  const locations = (data?.locations ?? []).map(named);
  const plans = (data?.plans ?? []).map(({ id, title }) => ({ value: id, label: title }));
  const isArchived = (state.filters['archived'] ?? []).length > 0;
  return [
    {
      id: 'status',
      label: t('status'),
      kind: 'choices',
      choices: (['NEW', 'ACTIVE', 'BLOCKED', 'INACTIVE'] as const).map((value) => ({ value, label: t(value) })),
    },
    ...(can('billing.account.view')
      ? [
          {
            id: 'balance',
            label: t('balance'),
            kind: 'choices' as const,
            choices: [
              { value: 'OWES', label: t('owes') },
              { value: 'CREDIT', label: t('credit') },
              { value: 'ZERO', label: t('zero') },
            ],
          },
        ]
      : []),
    ...(partners.length > 1
      ? [{ id: 'partner', label: t('partner'), kind: 'choices' as const, choices: partners }]
      : []),
    ...(locations.length > 0
      ? [{ id: 'location', label: t('location'), kind: 'choices' as const, choices: locations }]
      : []),
    ...(plans.length > 0 ? [{ id: 'plan', label: t('plan'), kind: 'choices' as const, choices: plans }] : []),
    // Chosen among the views; here it is only shown, so that it can be taken off again.
    ...(isArchived
      ? [
          {
            id: 'archived',
            label: t('archived'),
            kind: 'choices' as const,
            choices: [{ value: 'yes', label: t('archivedOnly') }],
          },
        ]
      : []),
  ];
}
