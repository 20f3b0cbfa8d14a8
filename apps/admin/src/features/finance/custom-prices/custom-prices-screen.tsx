import { useMemo } from 'react';
import {
  Button,
  DataGrid,
  type FilterField,
  FilterBar,
  type GridState,
  gridSchema,
  Notice,
  Page,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiPages, useApiQuery, useGridUrlState, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { idsOf, lastOnly, oneOf } from '../list-question';
import { usePartnerFilter } from '../use-partners';
import { customPriceColumns } from './custom-price-columns';
import { CustomPricesDocument, PlanChoicesDocument } from './custom-prices.graphql';
import { customPriceTexts } from './custom-price-texts';
import { GiveDiscountPanel } from './give-discount-panel';

const pageSize = 50;
const kinds = ['CUSTOM_PRICE', 'DISCOUNT'] as const;
const schema = gridSchema(
  customPriceColumns((key) => key, { money: ({ amount }) => amount, day: (day) => day }),
  ['kind', 'plan', 'partner'],
);

/** Who does not pay the list price, and why. */
export function CustomPricesScreen() {
  const t = useTexts(customPriceTexts);
  return (
    <Guarded title={t('title')} needs={['billing.service.view']}>
      <CustomPriceList />
    </Guarded>
  );
}

function CustomPriceList() {
  const t = useTexts(customPriceTexts);
  const format = useFormat();
  const { can } = useSession();
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const [state, setState, ignored] = useGridUrlState(schema);
  const filter = useMemo(() => questionOf(state), [state]);
  const pages = useApiPages({
    document: CustomPricesDocument,
    variables: (after) => ({ ...filter, after, first: pageSize }),
    page: ({ priceExceptions: { nodes, pageInfo } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
    }),
  });
  const total = useApiQuery(CustomPricesDocument, { ...filter, first: 1 }, { keepPrevious: true }).data
    ?.priceExceptions;
  const gives = can('billing.discount.applyToMany');
  return (
    <Page title={t('title')} fill actions={gives && <Button onClick={() => setPanel('give')}>{t('give')}</Button>}>
      {ignored.length > 0 && <Notice family="attention">{t('ignored', { what: ignored.join(', ') })}</Notice>}
      <DataGrid
        label={t('title')}
        columns={customPriceColumns(t, format)}
        rowId={({ serviceId }) => serviceId}
        state={state}
        onStateChange={setState}
        {...pages}
        total={total ? { count: total.totalCount, exact: total.totalIsExact } : null}
        empty={{ title: t('emptyTitle'), description: t('emptyText') }}
        toolbar={<Filters state={state} onStateChange={setState} />}
        height="fill"
      />
      {panel === 'give' && gives && <GiveDiscountPanel onClose={() => setPanel(null)} />}
    </Page>
  );
}

interface FiltersProps {
  readonly state: GridState;
  readonly onStateChange: (state: GridState) => void;
}

function Filters({ state, onStateChange }: FiltersProps) {
  const t = useTexts(customPriceTexts);
  const partners = usePartnerFilter();
  const plans = useApiQuery(PlanChoicesDocument, {}).data?.plans ?? [];
  const fields: readonly FilterField[] = [
    { id: 'kind', label: t('kind'), kind: 'choices', choices: kinds.map((value) => ({ value, label: t(value) })) },
    {
      id: 'plan',
      label: t('plan'),
      kind: 'choices',
      choices: plans.map(({ id, title }) => ({ value: id, label: title })),
    },
    ...partners,
  ];
  const single = (next: GridState) =>
    ['kind', 'plan', 'partner'].reduce<GridState>((kept, id) => lastOnly(kept, id), next);
  return (
    <FilterBar
      state={state}
      onStateChange={(next) => onStateChange(single(next))}
      fields={fields}
      searchLabel={t('search')}
    />
  );
}

function questionOf(state: GridState) {
  const kind = oneOf(state, 'kind', kinds);
  const [planId] = idsOf(state, 'plan');
  const [partnerId] = idsOf(state, 'partner');
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(planId === undefined ? {} : { planId }),
    ...(partnerId === undefined ? {} : { partnerId }),
  };
}
