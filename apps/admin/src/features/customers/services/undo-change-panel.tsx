import { useState } from 'react';
import {
  type Formatters,
  type Preview,
  Text,
  TextInput,
  type TextOf,
  showToast,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApi, useApiQuery, useCommandPreview } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { useQueryClient } from '@tanstack/react-query';
import type { PanelProps } from '../record/panel-props';
import { framed, plannedLine, taken } from '../../../previews/preview-lines';
import { PreviewedPanel } from '../../../previews/previewed-panel';
import { PreviewUndoPlanChangeDocument, ServiceChangesDocument, UndoPlanChangeDocument } from './services.graphql';
import { changePlanTexts, undoPlanChangeTexts } from './services-texts';

type Undo = ResultOf<typeof PreviewUndoPlanChangeDocument>['previewUndoPlanChange'];

export interface UndoneChange {
  readonly id: string;
  readonly oldPlanTitle: string;
  readonly newPlanTitle: string;
}

/** The change by its name in the list of the customer. */
export function UndoChangePanel({
  loaded: { customer },
  planChangeId,
  onClose,
}: PanelProps & { readonly planChangeId: string }) {
  const changes = useApiQuery(ServiceChangesDocument, { id: customer.id });
  const change = changes.data?.customer.planChanges.find(({ id }) => id === planChangeId);
  return change === undefined ? null : <UndoPlanChange change={change} onClose={onClose} />;
}

/** Takes a change of plan back, with the documents that this makes shown first. */
export function UndoPlanChange({ change, onClose }: { readonly change: UndoneChange; readonly onClose: () => void }) {
  const t = useTexts(undoPlanChangeTexts);
  const [reason, setReason] = useState('');
  const preview = useUndo(change.id, reason.trim(), onClose);
  return (
    <PreviewedPanel
      title={t('title', { plan: change.newPlanTitle })}
      onClose={onClose}
      danger
      preview={preview}
      what={t('what')}
      verb={t('apply')}
      verbWithNet={(net) => t('applyNet', { net })}
    >
      <Text>{t('text', { old: change.oldPlanTitle })}</Text>
      <TextInput label={t('reason')} description={t('reasonHelp')} value={reason} autoFocus onChange={setReason} />
    </PreviewedPanel>
  );
}

function useUndo(planChangeId: string, reason: string, onClose: () => void) {
  const t = useTexts(undoPlanChangeTexts);
  const words = useTexts(changePlanTexts);
  const api = useApi();
  const format = useFormat();
  const queries = useQueryClient();
  return useCommandPreview({
    input: reason === '' ? null : { planChangeId, reason },
    waiting: t('choose'),
    preview: async (_, signal) =>
      undoPreview(
        (await api.graphql(PreviewUndoPlanChangeDocument, { planChangeId }, { signal })).previewUndoPlanChange,
        t,
        words('setting'),
        format,
      ),
    apply: ({ hash }, wanted, options) =>
      api.graphql(UndoPlanChangeDocument, { input: { ...wanted, planHash: hash } }, options),
    doneMessage: t('done'),
    onDone: ({ undoPlanChange: { service } }) => {
      showToast({ message: t('toast', { plan: service.planTitle }) });
      void queries.invalidateQueries();
      onClose();
    },
  });
}

export function undoPreview(
  undo: Undo,
  t: TextOf<typeof undoPlanChangeTexts.entries>,
  setting: string,
  format: Formatters,
): Preview {
  const nothing = undo.credits.length === 0 && undo.charges.length === 0;
  return {
    ...framed(undo.hash, format),
    warnings: [
      ...(nothing ? [{ id: 'nothing', family: 'info' as const, message: t('nothing') }] : []),
      ...(undo.feeIsCancelled ? [{ id: 'fee', family: 'info' as const, message: t('feeIsCancelled') }] : []),
    ],
    lines: [
      ...undo.credits.map((line, at) =>
        plannedLine(`credit:${at}`, line, line.gross, { setting, label: (text) => t('takenBack', { line: text }) }),
      ),
      ...undo.charges.map((line, at) =>
        plannedLine(`charge:${at}`, line, taken(line.gross), { setting, label: (text) => t('again', { line: text }) }),
      ),
      { id: 'net', label: t('net'), amount: undo.net, strong: true },
    ],
  };
}
