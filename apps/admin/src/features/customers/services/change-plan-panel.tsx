import { useState } from 'react';
import { EmptyState, ErrorState, LookupInput, Skeleton, showToast, useFormat, useTexts } from '@demarc/ui';
import { useApi, useApiQuery, useCommandPreview, useSession } from '@demarc/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { PreviewedPanel } from '../../../previews/previewed-panel';
import type { PanelProps } from '../record/panel-props';
import type { CustomerService } from '../record/use-customer';
import { todayIn } from '../today';
import { ChangePlanFields, type Notice } from './change-plan-fields';
import { type ChangeForm, emptyChange, wantedChange, type WantedChange } from './change-plan-values';
import { offered, planChoice } from './offered-plans';
import { planChangePreview } from './plan-change-lines';
import { PlanChangeNetwork } from './plan-change-network';
import { OfferedPlansDocument } from './add-service.graphql';
import { ChangePlanDocument, PreviewPlanChangeDocument } from './services.graphql';
import { changePlanTexts } from './services-texts';

/** The form on one side, on the other what the server would write and tell the routers: each line with its why, one net result. */
export function ChangePlanPanel({
  loaded: { customer },
  service,
  onClose,
}: PanelProps & { readonly service: CustomerService }) {
  const t = useTexts(changePlanTexts);
  const format = useFormat();
  const { can } = useSession();
  const plans = useApiQuery(OfferedPlansDocument, { customerId: customer.id });
  const [form, setForm] = useState<ChangeForm>(() => emptyChange(todayIn(format.timeZone, format.now())));
  const [notice, setNotice] = useState<Notice>(null);
  const choices = offered(plans.data).filter(({ kind, id }) => kind === service.kind && id !== service.planId);
  const wanted = wantedChange(service.id, form);
  const preview = usePlanChange(wanted, form.price !== '' && form.reason.trim() === '', setNotice, onClose);
  const onNetwork = service.kind === 'INTERNET' && can('networking.access.view') && wanted !== null;
  return (
    <PreviewedPanel
      title={t('title', { name: customer.name })}
      description={t('now', { plan: service.planTitle })}
      onClose={onClose}
      preview={preview}
      what={t('what')}
      verb={t('apply')}
      verbWithNet={(net) => t('applyNet', { net })}
      more={onNetwork && <PlanChangeNetwork serviceId={service.id} planId={wanted.planId} changeOn={wanted.changeOn} />}
    >
      {plans.status === 'loading' && <Skeleton lines={6} />}
      {plans.failure !== null && <ErrorState compact failure={plans.failure} onRetry={plans.retry} />}
      {plans.status === 'ready' && choices.length === 0 && <EmptyState compact title={t('noPlans')} />}
      {choices.length > 0 && (
        <>
          <LookupInput
            label={t('newPlan')}
            value={form.planId}
            onChange={(planId) => setForm({ ...form, planId })}
            autoFocus
            choices={choices.map((plan) => planChoice(plan, format))}
          />
          <ChangePlanFields form={form} service={service} notice={notice} onChange={setForm} />
        </>
      )}
    </PreviewedPanel>
  );
}

function usePlanChange(
  input: WantedChange | null,
  reasonMissing: boolean,
  onNotice: (notice: Notice) => void,
  onClose: () => void,
) {
  const t = useTexts(changePlanTexts);
  const api = useApi();
  const format = useFormat();
  const queries = useQueryClient();
  return useCommandPreview({
    input: reasonMissing ? null : input,
    waiting: reasonMissing ? t('chooseReason') : t('choose'),
    preview: async ({ reason: _reason, notify: _notify, ...wanted }, signal) => {
      const { previewPlanChange } = await api.graphql(PreviewPlanChangeDocument, wanted, { signal });
      onNotice(previewPlanChange.notice);
      return planChangePreview(previewPlanChange, t, format);
    },
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
