import { useState } from 'react';
import {
  CheckboxInput,
  Columns,
  DateInput,
  EmptyState,
  ErrorState,
  LookupInput,
  MoneyInput,
  PreviewPanel,
  RadioInput,
  SelectInput,
  SidePanel,
  Skeleton,
  Stack,
  TextInput,
  isDecimalText,
  showToast,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApi, useApiQuery, useCommandPreview, useSession } from '@demarc/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { dayAfter } from '../day-after';
import type { PanelProps } from '../record/panel-props';
import type { CustomerService } from '../record/use-customer';
import { todayIn } from '../today';
import { type ChangeForm, emptyChange, wantedChange, type WantedChange } from './change-plan-values';
import { offered, planChoice } from './offered-plans';
import { planChangePreview } from './plan-change-lines';
import { signed } from './preview-lines';
import { ChangePlanDocument, OfferedPlansDocument, PreviewPlanChangeDocument } from './services.graphql';
import { changePlanTexts } from './services-texts';

/** The form on one side, on the other what the server would write: each line with its why, one net result, the balance after it. */
export function ChangePlanPanel({
  loaded: { customer },
  service,
  onClose,
}: PanelProps & { readonly service: CustomerService }) {
  const t = useTexts(changePlanTexts);
  const format = useFormat();
  const plans = useApiQuery(OfferedPlansDocument, { customerId: customer.id });
  const [form, setForm] = useState<ChangeForm>(() => emptyChange(todayIn(format.timeZone, format.now())));
  const choices = offered(plans.data).filter(({ kind, id }) => kind === service.kind && id !== service.planId);
  const wanted = wantedChange(service.id, form);
  const preview = usePlanChange(wanted, form.price !== '' && form.reason.trim() === '', onClose);
  return (
    <SidePanel
      title={t('title', { name: customer.name })}
      description={t('now', { plan: service.planTitle })}
      size="xl"
      onClose={onClose}
    >
      {plans.status === 'loading' && <Skeleton lines={6} />}
      {plans.failure !== null && <ErrorState compact failure={plans.failure} onRetry={plans.retry} />}
      {plans.status === 'ready' && choices.length === 0 && <EmptyState compact title={t('noPlans')} />}
      {choices.length > 0 && (
        <Columns min="lg">
          <Stack>
            <LookupInput
              label={t('newPlan')}
              value={form.planId}
              onChange={(planId) => setForm({ ...form, planId })}
              autoFocus
              choices={choices.map((plan) => planChoice(plan, format))}
            />
            <ChangeFields form={form} service={service} onChange={setForm} />
          </Stack>
          <PreviewPanel
            title={t('what')}
            state={preview.state}
            inputKey={preview.inputKey}
            onRefresh={preview.refresh}
            onConfirm={preview.confirm}
            confirmLabel={(shown) => {
              const net = shown?.lines.find(({ id }) => id === 'net')?.amount;
              return net ? t('applyNet', { net: signed(format, net) }) : t('apply');
            }}
          />
        </Columns>
      )}
    </SidePanel>
  );
}

interface FieldsProps {
  readonly form: ChangeForm;
  readonly service: CustomerService;
  readonly onChange: (form: ChangeForm) => void;
}

function ChangeFields({ form, service, onChange }: FieldsProps) {
  const t = useTexts(changePlanTexts);
  const format = useFormat();
  const { can } = useSession();
  const nextBill = service.chargedThrough === null ? null : dayAfter(service.chargedThrough);
  const set = (change: Partial<ChangeForm>) => onChange({ ...form, ...change });
  return (
    <>
      {nextBill !== null && (
        <RadioInput
          label={t('when')}
          name="when"
          value={form.changeOn === nextBill ? 'next' : 'day'}
          choices={[
            { value: 'day', label: t('onDate') },
            { value: 'next', label: t('nextBill', { date: format.day(nextBill) }) },
          ]}
          onChange={(when) => set({ changeOn: when === 'next' ? nextBill : todayIn(format.timeZone, format.now()) })}
        />
      )}
      <DateInput label={t('starts')} value={form.changeOn} onChange={(changeOn) => set({ changeOn })} />
      <MoneyInput
        label={t('price')}
        description={t('priceHelp')}
        optional
        unitPrice
        currency={service.currency}
        value={form.price}
        error={form.price === '' || isDecimalText(form.price) ? null : t('priceHelp')}
        onChange={(price) => set({ price })}
      />
      <TextInput
        label={t('reason')}
        description={t('reasonHelp')}
        optional={form.price === ''}
        value={form.reason}
        onChange={(reason) => set({ reason })}
      />
      {service.discount !== null && (
        <CheckboxInput
          label={t('keepDiscounts')}
          value={form.keepDiscounts}
          onChange={(keepDiscounts) => set({ keepDiscounts })}
        />
      )}
      {can('billing.service.changeTerms') && <ChangeTerms form={form} service={service} onChange={onChange} />}
    </>
  );
}

function ChangeTerms({ form, onChange }: FieldsProps) {
  const t = useTexts(changePlanTexts);
  const set = (change: Partial<ChangeForm>) => onChange({ ...form, ...change });
  return (
    <details className="dm-details">
      <summary>{t('more')}</summary>
      <Stack>
        <SelectInput
          label={t('refund')}
          value={form.refund}
          choices={[
            { value: '', label: t('asSet') },
            { value: 'UNUSED', label: t('UNUSED') },
            { value: 'NONE', label: t('NONE') },
          ]}
          onChange={(refund) => set({ refund })}
        />
        <SelectInput
          label={t('invoice')}
          value={form.invoice}
          choices={[
            { value: '', label: t('asSet') },
            { value: 'PERIOD_END', label: t('PERIOD_END') },
            { value: 'THIRTY_DAYS', label: t('THIRTY_DAYS') },
            { value: 'NEXT_RUN', label: t('NEXT_RUN') },
          ]}
          onChange={(invoice) => set({ invoice })}
        />
        <CheckboxInput label={t('withFee')} value={form.withFee} onChange={(withFee) => set({ withFee })} />
      </Stack>
    </details>
  );
}

function usePlanChange(input: WantedChange | null, reasonMissing: boolean, onClose: () => void) {
  const t = useTexts(changePlanTexts);
  const api = useApi();
  const format = useFormat();
  const queries = useQueryClient();
  return useCommandPreview({
    input: reasonMissing ? null : input,
    waiting: reasonMissing ? t('chooseReason') : t('choose'),
    preview: async ({ reason: _, ...wanted }, signal) =>
      planChangePreview(
        (await api.graphql(PreviewPlanChangeDocument, wanted, { signal })).previewPlanChange,
        t,
        format,
      ),
    apply: ({ hash }, wanted, options) =>
      api.graphql(ChangePlanDocument, { input: { ...wanted, planHash: hash } }, options),
    doneMessage: t('done'),
    onDone: ({ changePlan: { service } }) => {
      showToast({ message: t('toast', { plan: service.planTitle }) });
      void queries.invalidateQueries();
      onClose();
    },
  });
}
