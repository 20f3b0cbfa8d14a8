import { useWatch } from 'react-hook-form';
import {
  CheckListField,
  Columns,
  MoneyField,
  NumberField,
  Section,
  SelectField,
  Stack,
  SwitchField,
  useTexts,
} from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import { planTexts } from './plan-texts';
import { billingTypes, categories, type PlanValues } from './plan-values';
import type { PlanChoicesDocument } from './plans.graphql';

type Choices = ResultOf<typeof PlanChoicesDocument>;

interface TermProps {
  readonly planId: string | null;
  readonly choices: Choices;
  readonly currency: string;
}

/** Pay period, contract, fees, the first months, and where customers may go by themselves. */
export function PlanTermFields({ planId, choices, currency }: TermProps) {
  const t = useTexts(planTexts);
  const values = useWatch<PlanValues>() as Partial<PlanValues>;
  const others = choices.plans.filter(({ id, kind }) => id !== planId && kind !== 'ONE_TIME');
  const inside = others.filter(({ kind }) => kind !== 'BUNDLE');
  const alike = others.filter(({ kind }) => kind === values.kind);
  return (
    <>
      {values.kind === 'BUNDLE' && inside.length > 0 && (
        <CheckListField name="bundledPlanIds" label={t('bundled')} choices={listed(inside)} />
      )}
      <Section title={t('terms')} look="plain" level={3}>
        <Stack>
          <Columns>
            <SelectField
              name="periodUnit"
              label={t('period')}
              choices={(['account', 'months', 'weeks'] as const).map((value) => ({ value, label: t(`unit_${value}`) }))}
            />
            {values.periodUnit !== 'account' && <NumberField name="periodCount" label={t('periodCount')} />}
            <NumberField name="prepaidDays" label={t('prepaidDays')} description={t('prepaidDaysHelp')} optional />
            <NumberField name="contractMonths" label={t('contractMonths')} optional />
            <MoneyField name="activationFee" label={t('activationFee')} currency={currency} optional />
            <SelectField
              name="activationFeeWhen"
              label={t('activationFeeWhen')}
              choices={(['FIRST_BILLING', 'ON_CREATION'] as const).map((value) => ({ value, label: t(value) }))}
            />
            <MoneyField name="endFee" label={t('endFee')} currency={currency} optional />
            <MoneyField name="earlyEndFee" label={t('earlyEndFee')} currency={currency} optional />
            <MoneyField
              name="changeFee"
              label={t('changeFee')}
              description={t('changeFeeHelp')}
              currency={currency}
              optional
            />
            <NumberField name="firstMonths" label={t('firstMonths')} optional />
            {values.firstMonths !== '' && (
              <>
                <SelectField
                  name="firstMonthsKind"
                  label={t('firstMonthsKind')}
                  choices={(['PERCENT', 'FIXED'] as const).map((value) => ({ value, label: t(value) }))}
                />
                <NumberField name="firstMonthsValue" label={t('firstMonthsValue')} />
              </>
            )}
          </Columns>
          {values.contractMonths !== '' && <SwitchField name="contractRenews" label={t('contractRenews')} />}
          {values.contractMonths !== '' && values.contractRenews !== true && (
            <SelectField
              name="contractAtEnd"
              label={t('contractAtEnd')}
              description={t('contractAtEndHelp')}
              choices={(['LIST_PRICE', 'SAME_PRICE', 'ENDS'] as const).map((value) => ({ value, label: t(value) }))}
            />
          )}
          {values.kind === 'BUNDLE' && (
            <SwitchField name="autoReactivate" label={t('autoReactivate')} description={t('autoReactivateHelp')} />
          )}
          {alike.length > 0 && (
            <CheckListField
              name="selfChangePlanIds"
              label={t('selfChange')}
              description={t('selfChangeHelp')}
              optional
              choices={listed(alike)}
            />
          )}
        </Stack>
      </Section>
    </>
  );
}

/** Whom it is sold to. Nothing ticked asks for nothing. */
export function BuyerFields({ locations }: { locations: NonNullable<Choices['locations']> }) {
  const t = useTexts(planTexts);
  return (
    <Section title={t('buyers')} look="plain" level={3}>
      <Stack>
        <CheckListField
          name="billingTypes"
          label={t('billingTypes')}
          description={t('anyHelp')}
          optional
          choices={billingTypes.map((value) => ({ value, label: t(value === 'RECURRING' ? 'BY_DAY' : value) }))}
        />
        <CheckListField
          name="customerCategories"
          label={t('customerCategories')}
          description={t('anyHelp')}
          optional
          choices={categories.map((value) => ({ value, label: t(value) }))}
        />
        {locations.length > 0 && (
          <CheckListField
            name="locationIds"
            label={t('locationIds')}
            description={t('locationIdsHelp')}
            optional
            choices={locations.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Stack>
    </Section>
  );
}

function listed(plans: readonly { readonly id: string; readonly title: string }[]) {
  return plans.map(({ id, title }) => ({ value: id, label: title }));
}
