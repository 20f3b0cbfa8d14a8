import { type UseFormReturn, useWatch } from 'react-hook-form';
import {
  Columns,
  DateField,
  LookupField,
  MoneyField,
  NumberField,
  Section,
  SelectField,
  Stack,
  Text,
  TextField,
  useFormat,
  useTexts,
} from '@demarc/ui';
import type { CustomFieldRule } from '../custom-field-inputs';
import { AccessFields } from '../network/access-fields';
import { accessTexts } from '../network/network-texts';
import type { NewService } from './add-service-values';
import { type OfferedPlan, type OncePlan, planChoice } from './offered-plans';
import { OneTimeItems } from './one-time-items';
import { ContractAtEndField } from './contract-at-end';
import { OwnServiceFields } from './own-service-fields';
import { DiscountFields } from './service-discount';
import { addServiceTexts, ownServiceTexts } from './services-texts';

interface FieldsProps {
  readonly plans: readonly OfferedPlan[];
  readonly once: readonly OncePlan[];
  readonly plan: OfferedPlan | undefined;
  readonly form: UseFormReturn<NewService>;
  readonly provisions: boolean;
  readonly fields: readonly CustomFieldRule[];
}

/** What nearly every sale asks for stands open; what differs from the plan now and then is folded away. */
export function AddServiceFields({ plans, once, plan, form, provisions, fields }: FieldsProps) {
  const t = useTexts(addServiceTexts);
  const access = useTexts(accessTexts);
  const own = useTexts(ownServiceTexts);
  const format = useFormat();
  return (
    <Stack>
      <LookupField name="planId" label={t('plan')} autoFocus choices={plans.map((one) => planChoice(one, format))} />
      {plan !== undefined && (
        <>
          {plan.contains.length > 0 && (
            <Text tone="secondary">{t('contains', { plans: plan.contains.join(', ') })}</Text>
          )}
          <Columns min="sm">
            <DateField name="startsOn" label={t('starts')} optional description={t('startsHelp')} />
            <MoneyField
              name="unitPrice"
              label={t('price')}
              optional
              unitPrice
              currency={plan.currency}
              description={t('priceHelp', { price: format.money({ amount: plan.unitPrice, currency: plan.currency }) })}
            />
          </Columns>
          {plan.kind === 'INTERNET' && provisions && (
            <Section title={access('verb')} look="plain" level={3}>
              <AccessFields />
            </Section>
          )}
          {(plan.kind === 'VOICE' || fields.length > 0) && (
            <Section title={own('title')} look="plain" level={3}>
              <OwnServiceFields isVoice={plan.kind === 'VOICE'} fields={fields} />
            </Section>
          )}
          <OneTimeItems form={form} once={once} currency={plan.currency} />
          <MoreFields plan={plan} form={form} />
        </>
      )}
    </Stack>
  );
}

function MoreFields({ plan, form }: { readonly plan: OfferedPlan; readonly form: UseFormReturn<NewService> }) {
  const t = useTexts(addServiceTexts);
  const contract = useWatch({ control: form.control, name: 'contract' });
  return (
    <>
      <details className="dm-details">
        <summary>{t('billing')}</summary>
        <Columns min="sm">
          <NumberField name="quantity" label={t('quantity')} maxDecimals={4} />
          <TextField name="unit" label={t('unit')} optional maxLength={30} description={t('unitHelp')} />
          <TextField
            name="description"
            label={t('description')}
            optional
            maxLength={300}
            description={t('descriptionHelp')}
          />
          <NumberField name="periodMonths" label={t('periodMonths')} optional description={t('periodMonthsHelp')} />
          <DateField name="billingFrom" label={t('billingFrom')} optional description={t('billingFromHelp')} />
          <DateField name="endsOn" label={t('ends')} optional description={t('endsHelp')} />
        </Columns>
      </details>
      <details className="dm-details">
        <summary>{t('contractAndKind')}</summary>
        <Columns min="sm">
          <SelectField
            name="contract"
            label={t('contract')}
            optional
            choices={[
              {
                value: '',
                label:
                  plan.contractMonths === null
                    ? t('contractPlanNone')
                    : t('contractPlan', { count: plan.contractMonths }),
              },
              { value: 'DAY', label: t('contractDay') },
              { value: 'NONE', label: t('contractNone') },
            ]}
          />
          {contract === 'DAY' && <DateField name="contractEndsOn" label={t('contractEnds')} />}
          {contract !== 'NONE' && <ContractAtEndField />}
          <TextField
            name="connectionType"
            label={t('connectionType')}
            optional
            maxLength={60}
            description={t('connectionTypeHelp')}
          />
        </Columns>
      </details>
      <details className="dm-details">
        <summary>{t('discount')}</summary>
        <DiscountFields />
      </details>
    </>
  );
}
