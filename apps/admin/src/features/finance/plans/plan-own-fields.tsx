import { FactList, Section, useTexts } from '@demarc/ui';
import { customFieldFacts, type CustomFieldRule } from '../../customers/custom-field-inputs';
import { planTexts } from './plan-texts';
import type { Plan } from './plan-values';
import { priceTexts } from './price-texts';

/** The kind of telephony of a voice plan, and what the operator keeps about plans. */
export function PlanOwnFields({ plan, fields }: { plan: Plan; fields: readonly CustomFieldRule[] }) {
  const t = useTexts(priceTexts);
  const words = useTexts(planTexts);
  if (plan.kind !== 'VOICE' && fields.length === 0) return null;
  const voice = plan.voiceKind === 'FIXED' ? 'FIXED_LINE' : plan.voiceKind;
  return (
    <Section title={t('own')}>
      <FactList
        facts={[
          ...(plan.kind === 'VOICE'
            ? [{ id: 'voiceKind', label: words('voiceKind'), value: words(voice ?? 'voiceUnsaid') }]
            : []),
          ...customFieldFacts(fields, plan.customFields, { yes: t('ownYes'), no: t('ownNo') }),
        ]}
      />
    </Section>
  );
}
