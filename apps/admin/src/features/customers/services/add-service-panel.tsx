import { useForm, useWatch } from 'react-hook-form';
import { EmptyState, ErrorState, Form, Notice, SidePanel, Skeleton, showToast, useFormat, useTexts } from '@demarc/ui';
import { type ApiClient, asFailure, newKey, useApi, useApiQuery, useCommandPreview, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { useQueryClient } from '@tanstack/react-query';
import { PreviewedPanel } from '../../../previews/previewed-panel';
import { type AccessValues, provisionInput } from '../network/access-values';
import { ProvisionAccessDocument } from '../network/network.graphql';
import { accessTexts } from '../network/network-texts';
import { initialCustomValues } from '../custom-field-inputs';
import type { PanelProps } from '../record/panel-props';
import type { Customer } from '../record/use-customer';
import { AddServiceFields } from './add-service-fields';
import { addServiceInput, emptyService, type NewService } from './add-service-values';
import { firstBillsPreview } from './first-bill-lines';
import { offered, type OfferedPlan } from './offered-plans';
import { AddServiceDocument, OfferedPlansDocument, PreviewAddServiceDocument } from './add-service.graphql';
import { addServiceTexts } from './services-texts';

type Choices = ResultOf<typeof OfferedPlansDocument>;

/** Plan first, then what that plan needs; beside it the bills that the service is on first, as the server decides them. */
export function AddServicePanel({ loaded: { customer }, onClose }: PanelProps) {
  const t = useTexts(addServiceTexts);
  const { data, failure, retry } = useApiQuery(OfferedPlansDocument, { customerId: customer.id });
  if (data !== undefined && data.plansOnOffer.length > 0)
    return <AddServiceForm customer={customer} choices={data} onClose={onClose} />;
  return (
    <SidePanel title={t('title', { name: customer.name })} size="xl" onClose={onClose}>
      {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={6} />}
      {data !== undefined && <EmptyState compact title={t('noPlans')} description={t('noPlansText')} />}
    </SidePanel>
  );
}

interface FormProps {
  readonly customer: Customer;
  readonly choices: Choices;
  readonly onClose: () => void;
}

function AddServiceForm({ customer, choices, onClose }: FormProps) {
  const t = useTexts(addServiceTexts);
  const { can } = useSession();
  const provisions = can('networking.access.manage');
  const plans = offered(choices);
  const form = useForm<NewService>({
    defaultValues: { ...emptyService, customFields: initialCustomValues(choices.customFields) },
    mode: 'onBlur',
    reValidateMode: 'onChange',
  });
  const values = useWatch({ control: form.control, compute: (all: NewService) => all });
  const plan = plans.find(({ id }) => id === values.planId);
  const preview = useAddService(customer.id, values, plan, provisions, onClose);
  return (
    <PreviewedPanel
      title={t('title', { name: customer.name })}
      onClose={onClose}
      preview={preview}
      what={t('what')}
      verb={t('submit')}
      verbWithNet={() => t('submit')}
      above={customer.lifecycle === 'NEW' && <Notice family="info">{t('newCustomer')}</Notice>}
    >
      <Form
        form={form}
        onSubmit={() => {
          if (preview.state.kind === 'ready') preview.confirm(preview.state.preview);
        }}
      >
        <AddServiceFields
          plans={plans}
          once={choices.sold}
          plan={plan}
          form={form}
          provisions={provisions}
          fields={choices.customFields}
        />
      </Form>
    </PreviewedPanel>
  );
}

/** Service and access are two acts: when the second is refused the service stands, and its access can be set up from its panel. */
function useAddService(
  customerId: string,
  values: NewService,
  plan: OfferedPlan | undefined,
  provisions: boolean,
  onClose: () => void,
) {
  const t = useTexts(addServiceTexts);
  const accessWords = useTexts(accessTexts);
  const api = useApi();
  const format = useFormat();
  const queries = useQueryClient();
  const access = plan?.kind === 'INTERNET' && provisions ? values : null;
  return useCommandPreview({
    input: addServiceInput(customerId, values, plan?.kind === 'VOICE'),
    waiting: plan === undefined ? t('choosePlan') : t('chooseRest'),
    preview: async (input, signal) =>
      firstBillsPreview(
        (await api.graphql(PreviewAddServiceDocument, { input }, { signal })).previewAddService,
        t,
        format,
      ),
    apply: async ({ hash }, input, options) => {
      const { addService } = await api.graphql(AddServiceDocument, { input: { ...input, planHash: hash } }, options);
      const refused = access === null ? null : await provisioned(api, addService.id, access);
      return { title: addService.planTitle, refused };
    },
    doneMessage: t('doneText'),
    onDone: ({ title, refused }) => {
      if (refused === null) showToast({ message: t('done', { plan: title }) });
      else
        showToast({
          family: 'attention',
          message: accessWords('failed', { plan: title, reason: refused }),
          sticky: true,
        });
      void queries.invalidateQueries();
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
