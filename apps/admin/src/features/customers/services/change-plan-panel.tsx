import { useState } from 'react';
import {
  Columns,
  DateInput,
  EmptyState,
  ErrorState,
  LookupInput,
  MoneyInput,
  type MoneyValue,
  PreviewPanel,
  SidePanel,
  Skeleton,
  Stack,
  isDecimalText,
  showToast,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApi, useApiQuery, useCommandPreview } from '@demarc/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import type { PanelProps } from '../record/panel-props';
import type { CustomerService } from '../record/use-customer';
import { todayIn } from '../today';
import { planChangePreview } from './plan-change-lines';
import { ChangePlanDocument, OfferedPlansDocument, PreviewPlanChangeDocument } from './services.graphql';
import { changePlanTexts } from './services-texts';
import { offeredTo, planChoice } from './offered-plans';

interface Wanted {
  readonly serviceId: string;
  readonly planId: string;
  readonly changeOn: string;
  readonly unitPrice: string | null;
}

/** The form on one side, on the other what the server would write: each line with its why, one net result, the balance after it. */
export function ChangePlanPanel({
  loaded: { customer },
  service,
  onClose,
}: PanelProps & { readonly service: CustomerService }) {
  const t = useTexts(changePlanTexts);
  const format = useFormat();
  const plans = useApiQuery(OfferedPlansDocument, {});
  const [planId, setPlanId] = useState<string | null>(null);
  const [changeOn, setChangeOn] = useState(() => todayIn(format.timeZone, format.now()));
  const [price, setPrice] = useState('');
  const choices = offeredTo(plans.data?.plans ?? [], customer.partner.id).filter(
    ({ kind, id }) => kind === service.kind && id !== service.planId,
  );
  const complete = planId !== null && changeOn !== '' && (price === '' || isDecimalText(price));
  const wanted = complete ? { serviceId: service.id, planId, changeOn, unitPrice: price === '' ? null : price } : null;
  const preview = usePlanChange(wanted, onClose);
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
              value={planId}
              onChange={setPlanId}
              autoFocus
              choices={choices.map((plan) => planChoice(plan, format))}
            />
            <DateInput label={t('starts')} description={t('startsHelp')} value={changeOn} onChange={setChangeOn} />
            <MoneyInput
              label={t('price')}
              description={t('priceHelp')}
              optional
              unitPrice
              currency={service.currency}
              value={price}
              onChange={setPrice}
            />
          </Stack>
          <PreviewPanel
            title={t('what')}
            state={preview.state}
            inputKey={preview.inputKey}
            onRefresh={preview.refresh}
            onConfirm={preview.confirm}
            confirmLabel={(shown) => {
              const net = shown?.lines.find(({ id }) => id === 'net')?.amount;
              return net ? t('applyNet', { net: signed(format.money(net), net) }) : t('apply');
            }}
          />
        </Columns>
      )}
    </SidePanel>
  );
}

function usePlanChange(input: Wanted | null, onClose: () => void) {
  const t = useTexts(changePlanTexts);
  const api = useApi();
  const format = useFormat();
  const queries = useQueryClient();
  return useCommandPreview({
    input,
    waiting: t('choose'),
    preview: async (wanted, signal) =>
      planChangePreview(
        (await api.graphql(PreviewPlanChangeDocument, wanted, { signal })).previewPlanChange,
        t,
        format,
      ),
    apply: ({ hash }, { unitPrice, ...wanted }, options) =>
      api.graphql(
        ChangePlanDocument,
        { input: { ...wanted, ...(unitPrice === null ? {} : { unitPrice }), planHash: hash } },
        options,
      ),
    doneMessage: t('done'),
    onDone: ({ changePlan: { service } }) => {
      showToast({ message: t('toast', { plan: service.planTitle }) });
      void queries.invalidateQueries();
      onClose();
    },
  });
}

function signed(text: string, { amount }: MoneyValue): string {
  return amount.startsWith('-') || !/[1-9]/.test(amount) ? text.replace('-', '−') : `+${text}`;
}
