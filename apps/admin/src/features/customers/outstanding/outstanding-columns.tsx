import { DateText, EntityLink, FamilyTag, type Formatters, type GridColumn, type TextOf } from '@demarc/ui';
import type { OutstandingChange } from './outstanding.graphql';
import type { outstandingTexts } from './outstanding-texts';

type Words = TextOf<typeof outstandingTexts.entries>;

const families = {
  PLAN_CHANGE: 'info',
  PAUSE: 'attention',
  RESUME: 'good',
  START: 'good',
  END: 'off',
  PRICE: 'info',
  LIST_PRICE: 'info',
  PLAN_MOVE: 'waiting',
  CONTRACT: 'attention',
} as const;

export const outstandingKinds = [
  'PLAN_CHANGE',
  'PAUSE',
  'RESUME',
  'START',
  'END',
  'PRICE',
  'LIST_PRICE',
  'PLAN_MOVE',
  'CONTRACT',
] as const;

export function outstandingColumns(
  t: Words,
  format: Pick<Formatters, 'money' | 'day'>,
): readonly GridColumn<OutstandingChange>[] {
  return [
    { id: 'on', header: t('on'), cell: ({ on }) => <DateText value={on} />, width: 110, fixed: true },
    {
      id: 'kind',
      header: t('kind'),
      cell: ({ kind }) => <FamilyTag family={families[kind]}>{t(kind)}</FamilyTag>,
      width: 170,
    },
    { id: 'customer', header: t('customer'), cell: (change) => <Whose change={change} />, width: 210 },
    { id: 'change', header: t('change'), cell: (change) => changeWords(change, t, format), width: 270 },
    { id: 'reason', header: t('reason'), cell: ({ reason }) => reason, width: 160 },
    { id: 'by', header: t('by'), cell: ({ madeBy }) => madeBy, width: 140 },
  ];
}

function Whose({ change: { customer, kind, id, planId, planTitle } }: { change: OutstandingChange }) {
  if (customer !== null)
    return (
      <EntityLink href={`/customers/${customer.id}?tab=services`} number={`#${customer.number}`}>
        {customer.name}
      </EntityLink>
    );
  return (
    <EntityLink href={kind === 'PLAN_MOVE' ? `/plan-moves/${id}` : `/plans/${planId ?? ''}`}>{planTitle}</EntityLink>
  );
}

/** What is other from that day on, in one line. */
export function changeWords(change: OutstandingChange, t: Words, format: Pick<Formatters, 'money' | 'day'>): string {
  const { kind, planTitle: plan, newPlanTitle, through } = change;
  const price = (amount: string | null): string =>
    amount === null || change.currency === null ? '–' : format.money({ amount, currency: change.currency });
  switch (kind) {
    case 'PLAN_CHANGE':
    case 'PLAN_MOVE':
      return t('arrow', { before: plan, after: newPlanTitle ?? '' });
    case 'PAUSE':
      return through === null ? t('pauseOf', { plan }) : t('pauseThrough', { plan, through: format.day(through) });
    case 'RESUME':
      return plan;
    case 'START':
      return t('startOf', { plan, price: price(change.priceAfter) });
    case 'END':
      return t('endOf', { plan });
    case 'CONTRACT':
      return t(`contract_${change.outcome ?? 'SAME_PRICE'}`, { plan });
    case 'PRICE':
    case 'LIST_PRICE':
      return t('priceOf', { plan, before: price(change.priceBefore), after: price(change.priceAfter) });
  }
}
