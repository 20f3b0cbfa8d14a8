import {
  Button,
  Columns,
  DateField,
  ErrorState,
  Form,
  MoneyField,
  Notice,
  NumberField,
  Section,
  SidePanel,
  Skeleton,
  showToast,
  Text,
  TextField,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { CustomFieldRule } from '../custom-field-inputs';
import type { PanelProps } from '../record/panel-props';
import type { CustomerService } from '../record/use-customer';
import { editServiceInput, type EditServiceInput, serviceValues, type ServiceValues } from './edit-service-values';
import { ContractAtEndField } from './contract-at-end';
import { OwnServiceFields } from './own-service-fields';
import { EditServiceDocument, ServiceFieldRulesDocument } from './add-service.graphql';
import { DiscountFields } from './service-discount';
import { contractTexts, editServiceTexts, ownServiceTexts, serviceDiscountTexts } from './services-texts';

const formId = 'edit-service';

/** What a service costs and is called from the next charge on. Its plan, its end and its access are changed by verbs of their own. */
export function EditServicePanel({ service, onClose }: PanelProps & { readonly service: CustomerService }) {
  const { data, failure, retry } = useApiQuery(ServiceFieldRulesDocument, {});
  const t = useTexts(editServiceTexts);
  if (data !== undefined) return <EditService service={service} fields={data.customFields} onClose={onClose} />;
  return (
    <SidePanel title={t('title', { plan: service.planTitle })} size="lg" onClose={onClose}>
      {failure === null ? <Skeleton lines={6} /> : <ErrorState compact failure={failure} onRetry={retry} />}
    </SidePanel>
  );
}

interface EditProps {
  readonly service: CustomerService;
  readonly fields: readonly CustomFieldRule[];
  readonly onClose: () => void;
}

function EditService({ service, fields, onClose }: EditProps) {
  const t = useTexts(editServiceTexts);
  const own = useTexts(ownServiceTexts);
  const discount = useTexts(serviceDiscountTexts);
  const plan = service.planTitle;
  const command = useMutationCommand(EditServiceDocument, {
    onDone: () => {
      showToast({ message: t('done', { plan }) });
      onClose();
    },
  });
  const filled = useCommandForm<ServiceValues, unknown, EditServiceInput>(
    command,
    serviceValues(service, fields),
    (values) => editServiceInput(service, values, fields),
  );
  return (
    <SidePanel
      title={t('title', { plan })}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={formId} tone="primary" shortcut="Ctrl ⏎" busy={filled.running}>
            {t('submit')}
          </Button>
        </>
      }
    >
      <Form
        id={formId}
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{
          description: t('description'),
          unitPrice: t('price'),
          quantity: t('quantity'),
          periodMonths: t('periodMonths'),
          discountValue: discount('value'),
        }}
      >
        {filled.unchanged && (
          <Notice family="attention" live>
            {t('unchanged')}
          </Notice>
        )}
        <EffectText service={service} />
        <PriceFields service={service} />
        <Section title={t('discount')} look="plain" level={3}>
          <DiscountFields />
        </Section>
        {service.bundleServiceId === null && service.kind !== 'ONE_TIME' && <ContractFields />}
        <Section title={own('title')} look="plain" level={3}>
          <OwnServiceFields isVoice={service.kind === 'VOICE'} fields={fields} />
        </Section>
      </Form>
    </SidePanel>
  );
}

function EffectText({ service: { chargedThrough } }: { service: CustomerService }) {
  const t = useTexts(editServiceTexts);
  const format = useFormat();
  return (
    <Text tone="secondary">
      {chargedThrough === null ? t('effectFirst') : t('effect', { date: format.day(chargedThrough) })}
    </Text>
  );
}

function PriceFields({ service }: { service: CustomerService }) {
  const t = useTexts(editServiceTexts);
  const counted = service.kind === 'RECURRING' || service.kind === 'ONE_TIME';
  return (
    <>
      <TextField name="description" label={t('description')} maxLength={300} autoFocus />
      <Columns>
        <MoneyField
          name="unitPrice"
          label={t('price')}
          unitPrice
          currency={service.currency}
          optional={service.unitPrice === null}
          description={service.taxInclusive ? t('taxIn') : t('taxOut')}
        />
        {counted && <NumberField name="quantity" label={t('quantity')} maxDecimals={4} />}
        <NumberField
          name="periodMonths"
          label={t('periodMonths')}
          optional={service.periodMonths === null}
          description={t('periodMonthsHelp')}
        />
      </Columns>
    </>
  );
}

function ContractFields() {
  const t = useTexts(contractTexts);
  return (
    <Columns>
      <DateField name="contractEndsOn" label={t('endsOn')} optional />
      <ContractAtEndField />
    </Columns>
  );
}
