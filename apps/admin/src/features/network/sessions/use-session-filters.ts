import { type FilterField, type GridState, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { SessionFiltersDocument } from './sessions.graphql';
import { sessionsTexts } from './sessions-texts';

/** What sessions can be narrowed down by; what a role may not see is no filter for it. */
export function useSessionFilters(): readonly FilterField[] {
  const t = useTexts(sessionsTexts);
  const { can } = useSession();
  const { data } = useApiQuery(SessionFiltersDocument, {
    routers: can('networking.router.view'),
    plans: can('billing.plan.view'),
    partners: can('crm.partner.view'),
    pools: can('networking.pool.view'),
  });
  const fields = [
    { id: 'router', label: t('router'), choices: data?.routers?.map(({ id, name }) => ({ value: id, label: name })) },
    {
      id: 'plan',
      label: t('plan'),
      choices: data?.plans
        ?.filter(({ kind }) => kind === 'INTERNET')
        .map(({ id, title }) => ({ value: id, label: title })),
    },
    {
      id: 'partner',
      label: t('partner'),
      choices: data?.partners?.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      id: 'network',
      label: t('pool'),
      choices: data?.addressPools?.map(({ name, prefix }) => ({ value: prefix, label: `${name} · ${prefix}` })),
    },
  ];
  return fields.flatMap(({ id, label, choices = [] }) =>
    choices.length < (id === 'partner' ? 2 : 1) ? [] : [{ id, label, kind: 'choices' as const, choices }],
  );
}

/** A session has one router, one plan and one address: the last choice counts. */
export function oneEach(state: GridState): GridState {
  const filters = Object.fromEntries(Object.entries(state.filters).map(([field, values]) => [field, values.slice(-1)]));
  return { ...state, filters };
}

/** A network may be typed as well as chosen. */
export function askedSessions({ text, filters }: GridState) {
  const typed = text.trim();
  const isNetwork = /^[0-9a-f:.]+\/\d{1,3}$/i.test(typed);
  return {
    search: typed === '' || isNetwork ? null : typed,
    network: isNetwork ? typed : (filters['network']?.[0] ?? null),
    routerId: filters['router']?.[0] ?? null,
    planId: filters['plan']?.[0] ?? null,
    partnerId: filters['partner']?.[0] ?? null,
  };
}
