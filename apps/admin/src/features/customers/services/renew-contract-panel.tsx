import { useState } from 'react';
import {
  DecimalInput,
  type Formatters,
  type Preview,
  TextInput,
  type TextOf,
  showToast,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApi, useCommandPreview } from '@demarc/web-kit';
import type { ResultOf, VariablesOf } from '@demarc/web-api';
import { useQueryClient } from '@tanstack/react-query';
import type { CustomerService } from '../record/use-customer';
import { framed, isNothing, plannedLine, taken } from '../../../previews/preview-lines';
import { PreviewedPanel } from '../../../previews/previewed-panel';
import { PreviewRenewalDocument, RenewContractDocument } from './services.graphql';
import { changePlanTexts, contractTexts } from './services-texts';

type RenewInput = VariablesOf<typeof RenewContractDocument>['input'];
export type Renewal = ResultOf<typeof PreviewRenewalDocument>['previewRenewal'];

interface RenewProps {
  readonly service: Pick<CustomerService, 'id' | 'planTitle'>;
  readonly onClose: () => void;
}

/** Agrees on a new term; what the end of the present one would have done is taken back, and shown. */
export function RenewContractPanel({ service, onClose }: RenewProps) {
  const t = useTexts(contractTexts);
  const [months, setMonths] = useState('');
  const [reason, setReason] = useState('');
  const preview = useRenewal(renewInput(service.id, months, reason), service.planTitle, onClose);
  return (
    <PreviewedPanel
      title={t('title', { plan: service.planTitle })}
      onClose={onClose}
      preview={preview}
      what={t('what')}
      verb={t('submit')}
      verbWithNet={(net) => t('submitNet', { net })}
    >
      <DecimalInput
        maxDecimals={0}
        label={t('months')}
        description={t('monthsHelp')}
        optional
        autoFocus
        value={months}
        onChange={setMonths}
      />
      <TextInput label={t('reason')} optional value={reason} onChange={setReason} />
    </PreviewedPanel>
  );
}

function renewInput(serviceId: string, months: string, reason: string): RenewInput | null {
  if (months !== '' && !/^([1-9]|[1-9]\d|1[01]\d|120)$/.test(months)) return null;
  return {
    serviceId,
    ...(months === '' ? {} : { months: Number(months) }),
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
  };
}

function useRenewal(input: RenewInput | null, plan: string, onClose: () => void) {
  const t = useTexts(contractTexts);
  const words = useTexts(changePlanTexts);
  const api = useApi();
  const format = useFormat();
  const queries = useQueryClient();
  return useCommandPreview({
    input,
    waiting: t('choose'),
    preview: async ({ serviceId, months }, signal) =>
      renewalPreview(
        (await api.graphql(PreviewRenewalDocument, { serviceId, months: months ?? null }, { signal })).previewRenewal,
        t,
        words('setting'),
        format,
      ),
    apply: ({ hash }, wanted, options) =>
      api.graphql(RenewContractDocument, { input: { ...wanted, planHash: hash } }, options),
    doneMessage: t('doneText'),
    onDone: ({ renewContract: { contractEndsOn } }) => {
      showToast({ message: t('done', { plan, date: format.day(contractEndsOn ?? '') }) });
      void queries.invalidateQueries();
      onClose();
    },
  });
}

export function renewalPreview(
  renewal: Renewal,
  t: TextOf<typeof contractTexts.entries>,
  setting: string,
  format: Formatters,
): Preview {
  const { priceTakenBack: price, endTakenBack, contractEndsOn } = renewal;
  return {
    ...framed(renewal.hash, format),
    warnings: [
      {
        id: 'term',
        family: 'info',
        message: t('term', { from: format.day(renewal.from), through: format.day(renewal.through) }),
      },
      ...(contractEndsOn === null
        ? []
        : [{ id: 'before', family: 'info' as const, message: t('before', { date: format.day(contractEndsOn) }) }]),
      ...(endTakenBack === null
        ? []
        : [{ id: 'end', family: 'attention' as const, message: t('endGone', { date: format.day(endTakenBack) }) }]),
      ...(price === null
        ? []
        : [
            {
              id: 'price',
              family: 'attention' as const,
              message: t('priceGone', { price: format.money(price.price), date: format.day(price.from) }),
            },
          ]),
    ],
    lines: [
      ...renewal.charges.map((line, at) =>
        plannedLine(`charge:${at}`, line, taken(line.gross), { setting, label: (text) => t('again', { line: text }) }),
      ),
      ...(isNothing(renewal.net.amount)
        ? []
        : [{ id: 'net', label: t('net'), amount: renewal.net, strong: true as const }]),
    ],
  };
}
