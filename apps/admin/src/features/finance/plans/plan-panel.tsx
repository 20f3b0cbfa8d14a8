import { useWatch } from 'react-hook-form';
import {
  Button,
  CheckListField,
  Columns,
  ErrorState,
  Form,
  MoneyField,
  Notice,
  Section,
  SelectField,
  SidePanel,
  showToast,
  Skeleton,
  SwitchField,
  TextField,
  useTexts,
} from '@demarc/ui';
import { type CommandState, useApi, useApiQuery, useCommand, useCommandForm, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { useCurrency } from '../../../frame/use-operator';
import { CustomFieldInputs } from '../../customers/custom-field-inputs';
import { usePartners } from '../use-partners';
import { planTexts } from './plan-texts';
import { createPlanInput, editPlanInput, type Plan, planValues, type PlanValues, voiceKinds } from './plan-values';
import { CreatePlanDocument, EditPlanDocument, PlanChoicesDocument } from './plans.graphql';
import { planKinds } from './plan-kinds';
import { BuyerFields, PlanTermFields } from './plan-term-fields';

interface PanelProps {
  /** Null makes a new one. */
  readonly plan: Plan | null;
  readonly onClose: () => void;
}

const formId = 'plan';

export function PlanPanel({ plan, onClose }: PanelProps) {
  const t = useTexts(planTexts);
  const { can } = useSession();
  const { data, failure, retry } = useApiQuery(PlanChoicesDocument, {
    locations: can('crm.location.view'),
  });

  const command = useSavePlan(plan, onClose);
  return (
    <SidePanel
      title={plan === null ? t('newTitle') : t('editTitle', { title: plan.title })}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={formId} tone="primary" shortcut="Ctrl ⏎" busy={command.running}>
            {plan === null ? t('createSubmit') : t('editSubmit')}
          </Button>
        </>
      }
    >
      {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={8} />}
      {data !== undefined && <PlanForm plan={plan} choices={data} command={command} />}
    </SidePanel>
  );
}

function useSavePlan(plan: Plan | null, onClose: () => void) {
  const t = useTexts(planTexts);
  const api = useApi();
  return useCommand({
    run: async (values: PlanValues, options) => {
      if (plan === null)
        return (await api.graphql(CreatePlanDocument, { input: createPlanInput(values) }, options)).createPlan;
      return (await api.graphql(EditPlanDocument, { input: editPlanInput(plan.id, values) }, options)).editPlan;
    },
    onDone: ({ title }) => {
      showToast({ message: plan === null ? t('created', { title }) : t('saved', { title }) });
      onClose();
    },
  });
}

interface FormProps {
  readonly plan: Plan | null;
  readonly choices: ResultOf<typeof PlanChoicesDocument>;
  readonly command: CommandState<unknown, PlanValues>;
}

function PlanForm({ plan, choices, command }: FormProps) {
  const t = useTexts(planTexts);
  const currency = useCurrency();
  const fields = choices.customFields;
  const filled = useCommandForm<PlanValues, unknown, PlanValues>(command, planValues(plan, fields), (values) => values);
  const kind = useWatch({ control: filled.form.control, name: 'kind' });
  const once = kind === 'ONE_TIME';
  return (
    <Form
      id={formId}
      form={filled.form}
      onSubmit={filled.onSubmit}
      failure={filled.failure}
      labels={{
        title: t('name'),
        unitPrice: t('unitPrice'),
        taxRateId: t('taxRate'),
        ...Object.fromEntries(fields.map(({ name, title }) => [`customFields.${name}`, title])),
      }}
    >
      {plan !== null && plan.services > 0 && <Notice family="info">{t('editText')}</Notice>}
      <Columns>
        {plan === null && (
          <SelectField name="kind" label={t('kind')} choices={planKinds.map((value) => ({ value, label: t(value) }))} />
        )}
        <TextField name="title" label={t('name')} maxLength={200} />
        <TextField
          name="serviceDescription"
          label={t('serviceDescription')}
          description={t('serviceDescriptionHelp')}
          optional
          maxLength={300}
        />
        <MoneyField name="unitPrice" label={once ? t('unitPriceOnce') : t('unitPrice')} currency={currency} unitPrice />
        <SelectField
          name="taxRateId"
          label={t('taxRate')}
          emptyLabel={t('noTax')}
          optional
          choices={choices.taxRates.map(({ id, name }) => ({ value: id, label: name }))}
        />
        {kind === 'VOICE' && (
          <SelectField
            name="voiceKind"
            label={t('voiceKind')}
            optional
            choices={[
              { value: '', label: t('voiceUnsaid') },
              ...voiceKinds.map((value) => ({ value, label: t(value === 'FIXED' ? 'FIXED_LINE' : value) })),
            ]}
          />
        )}
      </Columns>
      <SwitchField name="taxInclusive" label={t('taxInclusive')} />
      <SwitchField name="available" label={t('available')} />
      {!once && <PlanTermFields planId={plan?.id ?? null} choices={choices} currency={currency} />}
      <PartnerFields isNew={plan === null} />
      <BuyerFields locations={choices.locations ?? []} />
      {fields.length > 0 && (
        <Section title={t('own')} look="plain" level={3}>
          <Columns>
            <CustomFieldInputs fields={fields} emptyLabel={t('ownNone')} />
          </Columns>
        </Section>
      )}
    </Form>
  );
}

function PartnerFields({ isNew }: { isNew: boolean }) {
  const t = useTexts(planTexts);
  const partners = usePartners();
  if (partners.length < 2) return null;
  return (
    <>
      {isNew && (
        <SelectField
          name="partnerId"
          label={t('partner')}
          description={t('partnerHelp')}
          emptyLabel={t('everybody')}
          optional
          choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <CheckListField
        name="partnerIds"
        label={t('partnerIds')}
        description={t('partnerIdsHelp')}
        optional
        choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </>
  );
}
