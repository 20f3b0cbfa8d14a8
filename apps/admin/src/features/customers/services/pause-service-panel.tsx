import { useState } from 'react';
import {
  DateInput,
  type Formatters,
  type Preview,
  SelectInput,
  TextInput,
  type TextOf,
  showToast,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApi, useCommandPreview, useSession } from '@demarc/web-kit';
import type { ResultOf, VariablesOf } from '@demarc/web-api';
import { useQueryClient } from '@tanstack/react-query';
import type { PanelProps } from '../record/panel-props';
import type { CustomerService } from '../record/use-customer';
import { todayIn } from '../today';
import { framed, plannedLine, taken } from '../../../previews/preview-lines';
import { PreviewedPanel } from '../../../previews/previewed-panel';
import { PauseServiceDocument, PreviewPauseDocument } from './services.graphql';
import { changePlanTexts, pauseServiceTexts } from './services-texts';

type PauseInput = VariablesOf<typeof PauseServiceDocument>['input'];
type Paused = ResultOf<typeof PreviewPauseDocument>['previewPause'];

interface PauseForm {
  readonly from: string;
  readonly through: string;
  readonly billing: '' | 'FREE' | 'REDUCED' | 'FULL';
  readonly credit: '' | 'yes' | 'no';
  readonly reason: string;
}

/** Says whether charges stop, what is given back, and what the balance is after it. */
export function PauseServicePanel({ service, onClose }: PanelProps & { readonly service: CustomerService }) {
  const t = useTexts(pauseServiceTexts);
  const format = useFormat();
  const { can } = useSession();
  const [form, setForm] = useState<PauseForm>(() => ({
    from: todayIn(format.timeZone, format.now()),
    through: '',
    billing: '',
    credit: '',
    reason: '',
  }));
  const set = (change: Partial<PauseForm>) => setForm({ ...form, ...change });
  const preview = usePause(form.from === '' ? null : pauseInput(service.id, form), service.planTitle, onClose);
  return (
    <PreviewedPanel
      title={t('title', { plan: service.planTitle })}
      onClose={onClose}
      preview={preview}
      what={t('what')}
      verb={t('apply')}
      verbWithNet={(net) => t('applyNet', { net })}
    >
      <DateInput label={t('from')} value={form.from} autoFocus onChange={(from) => set({ from })} />
      <DateInput
        label={t('through')}
        description={t('throughHelp')}
        optional
        value={form.through}
        min={form.from}
        onChange={(through) => set({ through })}
      />
      {can('billing.service.changeTerms') && (
        <>
          <SelectInput
            label={t('billing')}
            value={form.billing}
            choices={[
              { value: '', label: t('asSet') },
              { value: 'FREE', label: t('FREE') },
              { value: 'REDUCED', label: t('REDUCED') },
              { value: 'FULL', label: t('FULL') },
            ]}
            onChange={(billing) => set({ billing })}
          />
          <SelectInput
            label={t('credit')}
            value={form.credit}
            choices={[
              { value: '', label: t('asSet') },
              { value: 'yes', label: t('creditYes') },
              { value: 'no', label: t('creditNo') },
            ]}
            onChange={(credit) => set({ credit })}
          />
        </>
      )}
      <TextInput label={t('reason')} optional value={form.reason} onChange={(reason) => set({ reason })} />
    </PreviewedPanel>
  );
}

function pauseInput(serviceId: string, { from, through, billing, credit, reason }: PauseForm): PauseInput {
  return {
    serviceId,
    from,
    ...(through === '' ? {} : { through }),
    ...(billing === '' ? {} : { billing }),
    ...(credit === '' ? {} : { credit: credit === 'yes' }),
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
  };
}

function usePause(input: PauseInput | null, plan: string, onClose: () => void) {
  const t = useTexts(pauseServiceTexts);
  const words = useTexts(changePlanTexts);
  const api = useApi();
  const format = useFormat();
  const queries = useQueryClient();
  return useCommandPreview({
    input,
    waiting: t('choose'),
    preview: async ({ reason: _, ...wanted }, signal) =>
      pausePreview(
        (await api.graphql(PreviewPauseDocument, { input: wanted }, { signal })).previewPause,
        t,
        words('setting'),
        format,
      ),
    apply: ({ hash }, wanted, options) =>
      api.graphql(PauseServiceDocument, { input: { ...wanted, planHash: hash } }, options),
    doneMessage: t('done'),
    onDone: () => {
      showToast({ message: t('toast', { plan, from: format.day(input?.from ?? '') }) });
      void queries.invalidateQueries();
      onClose();
    },
  });
}

const stops = { FREE: 'stopsFree', REDUCED: 'stopsReduced', FULL: 'stopsFull' } as const;

function pausePreview(
  pause: Paused,
  t: TextOf<typeof pauseServiceTexts.entries>,
  setting: string,
  format: Formatters,
): Preview {
  return {
    ...framed(pause.hash, format),
    warnings: [{ id: 'stops', family: 'info', message: t(stops[pause.billing]) }],
    lines: [
      ...pause.credits.map((line, at) =>
        plannedLine(`credit:${at}`, line, line.gross, { setting, label: (text) => t('givenBack', { line: text }) }),
      ),
      ...pause.charges.map((line, at) =>
        plannedLine(`charge:${at}`, line, taken(line.gross), { setting, label: (text) => t('again', { line: text }) }),
      ),
      { id: 'net', label: t('net'), amount: pause.net, strong: true },
    ],
  };
}
