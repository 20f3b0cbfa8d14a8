import { FactList, Section, useTexts } from '@demarc/ui';
import { usePartners } from '../use-partners';
import type { Plan } from './plan-values';
import { priceTexts } from './price-texts';

/** Whom the plan is sold to: the rule that a sale is refused by, in words. */
export function PlanBuyers({ plan }: { plan: Plan }) {
  const t = useTexts(priceTexts);
  const partners = usePartners();
  const ids = plan.partnerId === null ? plan.partnerIds : [plan.partnerId];
  const names = ids.map((id) => partners.find((one) => one.id === id)?.name ?? '–');
  return (
    <Section title={t('who')}>
      <FactList
        facts={[
          { id: 'offered', label: t('offered'), value: t(plan.active && plan.available ? 'yes' : 'no') },
          { id: 'partners', label: t('partners'), value: names.length === 0 ? t('everybody') : names.join(', ') },
          {
            id: 'billing',
            label: t('billingTypes'),
            value: plan.billingTypes.length === 0 ? t('anyway') : plan.billingTypes.map((one) => t(one)).join(', '),
          },
          {
            id: 'categories',
            label: t('categories'),
            value:
              plan.customerCategories.length === 0
                ? t('everybody')
                : plan.customerCategories.map((one) => t(one)).join(', '),
          },
          {
            id: 'locations',
            label: t('locations'),
            value:
              plan.locationIds.length === 0 ? t('everywhere') : t('restricted', { count: plan.locationIds.length }),
          },
        ]}
      />
    </Section>
  );
}
