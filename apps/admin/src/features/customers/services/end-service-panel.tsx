import { useState } from 'react';
import {
  Button,
  CheckboxInput,
  DateInput,
  type Formatters,
  Notice,
  type Preview,
  SelectInput,
  TextInput,
  type TextOf,
  showToast,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApi, useCommandPreview, useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf, VariablesOf } from '@demarc/web-api';
import { useQueryClient } from '@tanstack/react-query';
import type { PanelProps } from '../record/panel-props';
import type { CustomerService } from '../record/use-customer';
import { todayIn } from '../today';
import { framed, isNothing, plannedLine, taken } from '../../../previews/preview-lines';
import { PreviewedPanel } from '../../../previews/previewed-panel';
import { EndServiceDocument, PreviewEndDocument } from './services.graphql';
import { changePlanTexts, endServiceTexts } from './services-texts';

type EndInput = VariablesOf<typeof EndServiceDocument>['input'] & { readonly endsOn: string };
type FinalBill = ResultOf<typeof PreviewEndDocument>['previewEnd'];

interface EndForm {
  readonly endsOn: string;
  readonly refund: '' | 'NONE' | 'CREDIT' | 'PAID_FIRST';
  readonly withFee: boolean;
  readonly reason: string;
}

/** Ends a service on a day, with its final bill beside it; an end that has not come can be taken back. */
export function EndServicePanel({ service, onClose }: PanelProps & { readonly service: CustomerService }) {
  const t = useTexts(endServiceTexts);
  const format = useFormat();
  const { can } = useSession();
  const [form, setForm] = useState<EndForm>(() => ({
    endsOn: service.endsOn ?? todayIn(format.timeZone, format.now()),
    refund: '',
    withFee: true,
    reason: '',
  }));
  const set = (change: Partial<EndForm>) => setForm({ ...form, ...change });
  const preview = useEnd(form.endsOn === '' ? null : endInput(service.id, form), service.planTitle, onClose);
  return (
    <PreviewedPanel
      title={t('title', { plan: service.planTitle })}
      onClose={onClose}
      danger
      preview={preview}
      what={t('what')}
      verb={t('submit')}
      verbWithNet={(net) => t('submitNet', { net })}
      above={
        service.endsOn !== null &&
        service.status !== 'DISABLED' && <TakeBack service={service} endsOn={service.endsOn} onClose={onClose} />
      }
    >
      <DateInput
        label={t('last')}
        description={t('lastHelp')}
        value={form.endsOn}
        autoFocus
        onChange={(endsOn) => set({ endsOn })}
      />
      <TextInput label={t('reason')} optional value={form.reason} onChange={(reason) => set({ reason })} />
      {can('billing.service.changeTerms') && (
        <>
          <SelectInput
            label={t('refund')}
            value={form.refund}
            choices={[
              { value: '', label: t('asSet') },
              { value: 'NONE', label: t('NONE') },
              { value: 'CREDIT', label: t('CREDIT') },
              { value: 'PAID_FIRST', label: t('PAID_FIRST') },
            ]}
            onChange={(refund) => set({ refund })}
          />
          <CheckboxInput label={t('withFee')} value={form.withFee} onChange={(withFee) => set({ withFee })} />
        </>
      )}
    </PreviewedPanel>
  );
}

function TakeBack({
  service,
  endsOn,
  onClose,
}: {
  readonly service: CustomerService;
  readonly endsOn: string;
  readonly onClose: () => void;
}) {
  const t = useTexts(endServiceTexts);
  const format = useFormat();
  const command = useMutationCommand(EndServiceDocument, {
    onDone: () => {
      showToast({ message: t('takenBack', { plan: service.planTitle }) });
      onClose();
    },
  });
  return (
    <Notice
      family={command.failure === null ? 'info' : 'bad'}
      title={command.failure?.message}
      action={
        <Button
          size="small"
          busy={command.running}
          onClick={() => void command.run({ serviceId: service.id, endsOn: null })}
        >
          {t('takeBack')}
        </Button>
      }
    >
      {t('takeBackText', { date: format.day(endsOn) })}
    </Notice>
  );
}

function endInput(serviceId: string, { endsOn, refund, withFee, reason }: EndForm): EndInput {
  return {
    serviceId,
    endsOn,
    ...(refund === '' ? {} : { refund }),
    ...(withFee ? {} : { withFee }),
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
  };
}

function useEnd(input: EndInput | null, plan: string, onClose: () => void) {
  const t = useTexts(endServiceTexts);
  const words = useTexts(changePlanTexts);
  const api = useApi();
  const format = useFormat();
  const queries = useQueryClient();
  return useCommandPreview({
    input,
    waiting: t('choose'),
    preview: async ({ serviceId, endsOn, refund, withFee }, signal) =>
      finalBillPreview(
        (
          await api.graphql(
            PreviewEndDocument,
            { serviceId, endsOn, refund: refund ?? null, withFee: withFee ?? null },
            { signal },
          )
        ).previewEnd,
        t,
        words('setting'),
        format,
      ),
    apply: ({ hash }, wanted, options) =>
      api.graphql(EndServiceDocument, { input: { ...wanted, planHash: hash } }, options),
    doneMessage: t('doneText'),
    onDone: ({ endService: { service } }) => {
      showToast({ message: t('done', { plan, date: format.day(service.endsOn ?? '') }) });
      void queries.invalidateQueries();
      onClose();
    },
  });
}

export function finalBillPreview(
  bill: FinalBill,
  t: TextOf<typeof endServiceTexts.entries>,
  setting: string,
  format: Formatters,
): Preview {
  const credit = !isNothing(bill.creditBalanceAfter.amount);
  return {
    ...framed(bill.hash, format),
    warnings: [
      {
        id: 'effect',
        family: 'attention',
        message: bill.isNever ? t('never') : t('effect', { date: format.day(bill.endsOn) }),
      },
      ...(bill.contractEndsOn === null
        ? []
        : [
            {
              id: 'contract',
              family: 'attention' as const,
              message: t('early', { date: format.day(bill.contractEndsOn) }),
            },
          ]),
    ],
    lines: [
      ...bill.credits.map((line, at) => plannedLine(`credit:${at}`, line, line.gross, { setting })),
      ...(bill.fee === null ? [] : [plannedLine('fee', bill.fee, taken(bill.fee.gross), { setting })]),
      { id: 'net', label: t('net'), amount: bill.net, strong: true },
      ...(isNothing(bill.refundDue.amount) ? [] : [{ id: 'refund', label: t('refundDue'), amount: bill.refundDue }]),
      ...bill.lastCharges.map((line, at) =>
        plannedLine(`last:${at}`, line, taken(line.gross), {
          setting,
          label: (text) => t('lastCharge', { line: text }),
        }),
      ),
      {
        id: 'after',
        label: credit
          ? t('balanceCredit', { amount: format.money(bill.creditBalanceAfter) })
          : t('balanceDue', { amount: format.money(bill.balanceDueAfter) }),
      },
    ],
  };
}
