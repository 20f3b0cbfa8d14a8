import {
  EntityLink,
  FamilyTag,
  type GridColumn,
  Money,
  type MoneyValue,
  NumberText,
  StatusTag,
  type TextOf,
} from '@demarc/ui';
import type { planTexts } from './plan-texts';
import type { Plan } from './plan-values';

type PlanText = TextOf<typeof planTexts.entries>;

export function planColumns(
  t: PlanText,
  partnerName: (id: string) => string,
  monthly: (id: string) => MoneyValue | null,
): readonly GridColumn<Plan>[] {
  return [
    {
      id: 'name',
      header: t('name'),
      cell: ({ id, title }) => <EntityLink href={`/plans/${id}`}>{title}</EntityLink>,
      width: 240,
      fixed: true,
    },
    { id: 'kind', header: t('kind'), cell: ({ kind }) => t(kind), width: 110 },
    {
      id: 'price',
      header: t('price'),
      cell: ({ unitPrice, currency }) => <Money value={{ amount: unitPrice, currency }} />,
      width: 120,
      align: 'end',
    },
    { id: 'tax', header: t('tax'), cell: (plan) => taxText(plan, t), width: 190 },
    { id: 'period', header: t('period'), cell: (plan) => periodText(plan, t), width: 180 },
    {
      id: 'contract',
      header: t('contract'),
      cell: ({ contractMonths }) => (contractMonths === null ? '–' : t('months', { count: contractMonths })),
      width: 110,
      hiddenByDefault: true,
    },
    {
      id: 'services',
      header: t('services'),
      cell: ({ services }) => <NumberText value={services} />,
      width: 100,
      align: 'end',
    },
    { id: 'monthly', header: t('monthly'), cell: ({ id }) => <Money value={monthly(id)} />, width: 130, align: 'end' },
    { id: 'state', header: t('state'), cell: (plan) => <PlanState plan={plan} t={t} />, width: 140 },
    {
      id: 'partners',
      header: t('partners'),
      cell: ({ partnerIds }) => (partnerIds.length === 0 ? t('everybody') : partnerIds.map(partnerName).join(', ')),
      width: 200,
    },
  ];
}

function taxText({ taxRate, taxInclusive }: Plan, t: PlanText): string {
  if (taxRate === null) return t('noTax');
  return `${taxRate.name}, ${taxInclusive ? t('taxInside') : t('taxOnTop')}`;
}

function periodText({ kind, periodMonths, periodWeeks }: Plan, t: PlanText): string {
  if (kind === 'ONE_TIME') return t('once');
  if (periodWeeks !== null) return t('weeks', { count: periodWeeks });
  return periodMonths === null ? t('periodAccount') : t('months', { count: periodMonths });
}

function PlanState({ plan: { active, available }, t }: { plan: Plan; t: PlanText }) {
  if (active && !available) {
    return (
      <FamilyTag family="off" quiet>
        {t('notOffered')}
      </FamilyTag>
    );
  }
  return <StatusTag kind="plan" value={active ? 'ACTIVE' : 'ARCHIVED'} quiet />;
}
