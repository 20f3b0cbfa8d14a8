import { useWatch } from 'react-hook-form';
import {
  Button,
  Columns,
  DateField,
  EmptyState,
  ErrorState,
  Form,
  LookupField,
  MoneyField,
  Notice,
  NumberField,
  Section,
  SelectField,
  SidePanel,
  showToast,
  Skeleton,
  Stack,
  TextField,
  useFormat,
  useTexts,
} from '@demarc/ui';
import {
  type ApiClient,
  asFailure,
  newKey,
  useApi,
  useApiQuery,
  useCommand,
  useCommandForm,
  useSession,
} from '@demarc/web-kit';
import { AccessFields } from '../network/access-fields';
import { type AccessValues, provisionInput } from '../network/access-values';
import { ProvisionAccessDocument } from '../network/network.graphql';
import { accessTexts } from '../network/network-texts';
import type { PanelProps } from '../record/panel-props';
import { type AddInput, addServiceInput, emptyService, type NewService } from './add-service-values';
import { type OfferedPlan, offered, planChoice } from './offered-plans';
import { AddServiceDocument, OfferedPlansDocument } from './services.graphql';
import { addServiceTexts } from './services-texts';

const formId = 'add-service';

/** Plan first, then only what that plan needs; the rest has defaults and stands under "More". */
export function AddServicePanel({ loaded: { customer }, onClose }: PanelProps) {
  const t = useTexts(addServiceTexts);
  const { can } = useSession();
  const provisions = can('networking.access.manage');
  const { data, failure, retry } = useApiQuery(OfferedPlansDocument, { customerId: customer.id });
  const plans = offered(data);
  const command = useAddService(onClose);
  const filled = useCommandForm<NewService, unknown, Wanted>(command, emptyService, (values) => {
    const internet = plans.find(({ id }) => id === values.planId)?.kind === 'INTERNET';
    return { service: addServiceInput(customer.id, values), access: internet && provisions ? values : null };
  });
  return (
    <SidePanel
      title={t('title', { name: customer.name })}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          {plans.length > 0 && (
            <Button type="submit" form={formId} tone="primary" shortcut="Ctrl ⏎" busy={filled.running}>
              {t('submit')}
            </Button>
          )}
        </>
      }
    >
      {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={6} />}
      {data !== undefined && plans.length === 0 && (
        <EmptyState compact title={t('noPlans')} description={t('noPlansText')} />
      )}
      {plans.length > 0 && (
        <Form id={formId} form={filled.form} onSubmit={filled.onSubmit} failure={filled.failure} labels={labelsOf(t)}>
          {customer.lifecycle === 'NEW' && <Notice family="info">{t('newCustomer')}</Notice>}
          <ServiceFields plans={plans} control={filled.form.control} provisions={provisions} />
        </Form>
      )}
    </SidePanel>
  );
}

interface Wanted {
  readonly service: AddInput;
  readonly access: AccessValues | null;
}

/** Service and access are two acts: when the second is refused the service stands, and its access can be set up from its panel. */
function useAddService(onClose: () => void) {
  const t = useTexts(addServiceTexts);
  const access = useTexts(accessTexts);
  const api = useApi();
  return useCommand({
    run: async (wanted: Wanted, options) => {
      const { addService } = await api.graphql(AddServiceDocument, { input: wanted.service }, options);
      const refused = wanted.access === null ? null : await provisioned(api, addService.id, wanted.access);
      return { plan: addService.planTitle, refused };
    },
    onDone: ({ plan, refused }) => {
      if (refused === null) showToast({ message: t('done', { plan }) });
      else showToast({ family: 'attention', message: access('failed', { plan, reason: refused }), sticky: true });
      onClose();
    },
  });
}

async function provisioned(api: ApiClient, serviceId: string, values: AccessValues): Promise<string | null> {
  try {
    await api.graphql(
      ProvisionAccessDocument,
      { input: provisionInput(serviceId, values) },
      { idempotencyKey: newKey() },
    );
    return null;
  } catch (error) {
    return asFailure(error)?.message ?? String(error);
  }
}

interface FieldsProps {
  readonly plans: readonly OfferedPlan[];
  readonly control: ReturnType<typeof useCommandForm<NewService, unknown, Wanted>>['form']['control'];
  readonly provisions: boolean;
}

function ServiceFields({ plans, control, provisions }: FieldsProps) {
  const t = useTexts(addServiceTexts);
  const access = useTexts(accessTexts);
  const format = useFormat();
  const planId = useWatch({ control, name: 'planId' });
  const discountKind = useWatch({ control, name: 'discountKind' });
  const plan = plans.find(({ id }) => id === planId);
  const counted = plan?.kind === 'RECURRING' || plan?.kind === 'ONE_TIME';
  return (
    <Stack>
      <LookupField name="planId" label={t('plan')} autoFocus choices={plans.map((one) => planChoice(one, format))} />
      {plan !== undefined && (
        <Columns>
          <DateField name="startsOn" label={t('starts')} optional description={t('startsHelp')} />
          {counted && <NumberField name="quantity" label={t('quantity')} maxDecimals={4} />}
          <MoneyField
            name="unitPrice"
            label={t('price')}
            optional
            unitPrice
            currency={plan.currency}
            description={t('priceHelp', { price: format.money({ amount: plan.unitPrice, currency: plan.currency }) })}
          />
        </Columns>
      )}
      {plan?.kind === 'INTERNET' && provisions && (
        <Section title={access('verb')} look="plain" level={3}>
          <AccessFields />
        </Section>
      )}
      {plan !== undefined && (
        <details className="dm-details">
          <summary>{t('more')}</summary>
          <Columns>
            <TextField
              name="description"
              label={t('description')}
              optional
              maxLength={300}
              description={t('descriptionHelp')}
            />
            <DateField name="endsOn" label={t('ends')} optional />
            <SelectField
              name="discountKind"
              label={t('discount')}
              optional
              emptyLabel={t('discountNone')}
              choices={[
                { value: '', label: t('discountNone') },
                { value: 'PERCENT', label: t('discountPercent') },
                { value: 'FIXED', label: t('discountFixed') },
              ]}
            />
            {discountKind !== '' && <NumberField name="discountValue" label={t('discountValue')} maxDecimals={4} />}
            {discountKind !== '' && (
              <TextField name="discountText" label={t('discountText')} optional maxLength={200} />
            )}
          </Columns>
        </details>
      )}
    </Stack>
  );
}

function labelsOf(t: ReturnType<typeof useTexts<typeof addServiceTexts.entries>>): Record<string, string> {
  return {
    planId: t('plan'),
    startsOn: t('starts'),
    quantity: t('quantity'),
    unitPrice: t('price'),
    description: t('description'),
    endsOn: t('ends'),
    discountValue: t('discountValue'),
  };
}
