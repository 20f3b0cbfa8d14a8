import { useState } from 'react';
import {
  Button,
  CheckboxInput,
  Columns,
  DecimalInput,
  DiffTable,
  Money,
  Section,
  SidePanel,
  showToast,
  Stack,
  Text,
  TextAreaInput,
  TextInput,
  useFormat,
  useLinks,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import type { Invoice } from '../invoices/invoice.graphql';
import { correctionOf, draftsOf, type LineDraft } from './correct-lines';
import { CorrectInvoiceDocument, CorrectionPreviewDocument } from './correction.graphql';
import { correctionTexts } from './correction-texts';
import { Faults } from './credit-panel';
import { useLater } from './use-later';

type Preview = ResultOf<typeof CorrectionPreviewDocument>['previewCorrection'];
const KINDS = { SAME: 'same', CHANGED: 'changed', ADDED: 'added', REMOVED: 'removed' } as const;

/** The lines as they should be; beside them what a credit note and a new invoice would make of it. */
export function CorrectPanel({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useTexts(correctionTexts);
  const format = useFormat();
  const links = useLinks();
  const [drafts, setDrafts] = useState(() => draftsOf(invoice));
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const now = correctionOf(invoice, drafts);
  const wish = useLater(now);
  const preview = useApiQuery(
    CorrectionPreviewDocument,
    { input: wish ?? { invoiceId: invoice.id, lines: [] } },
    { enabled: wish !== null, keepPrevious: true },
  );
  const command = useMutationCommand(CorrectInvoiceDocument, {
    onDone: ({ correctInvoice }) => {
      showToast({
        message: t('corrected', { note: correctInvoice.creditNote.number, invoice: correctInvoice.invoice.number }),
      });
      links.navigate(`/invoices/${correctInvoice.invoice.id}`);
    },
  });
  const shown = wish === null || preview.failure !== null ? undefined : preview.data?.previewCorrection;
  const isCurrent = JSON.stringify(now) === JSON.stringify(wish) && !preview.refreshing;
  const missing = reason.trim() === '';
  const change = (id: string, part: Partial<LineDraft>) =>
    setDrafts((before) => before.map((draft) => (draft.id === id ? { ...draft, ...part } : draft)));
  return (
    <SidePanel
      title={t('correctTitle', { number: invoice.number })}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="primary"
            busy={command.running}
            refusal={now === null ? t('nothing') : shown !== undefined && isCurrent ? null : t('wait')}
            onClick={() => {
              setAsked(true);
              if (!missing && wish !== null && shown !== undefined)
                void command.run({ ...wish, reason: reason.trim(), planHash: shown.planHash });
            }}
          >
            {shown === undefined ? t('correct') : t('correctSubmit', { amount: format.money(shown.invoiced) })}
          </Button>
        </>
      }
    >
      <Stack>
        <Text tone="secondary">{t('correctText')}</Text>
        {drafts.map((draft) => (
          <LineInputs key={draft.id} draft={draft} onChange={(part) => change(draft.id, part)} />
        ))}
        <TextAreaInput
          label={t('reason')}
          description={t('reasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={300}
          error={asked && missing ? t('needReason') : null}
        />
        <Faults messages={[command.failure?.message, wish === null ? undefined : preview.failure?.message]} />
        {shown !== undefined && <Differences preview={shown} />}
      </Stack>
    </SidePanel>
  );
}

function LineInputs({ draft, onChange }: { draft: LineDraft; onChange: (part: Partial<LineDraft>) => void }) {
  const t = useTexts(correctionTexts);
  return (
    <Section title={t('line', { position: draft.position, description: draft.old })} look="plain" level={3}>
      <Columns min="sm" gap="sm">
        <TextInput
          label={t('description')}
          value={draft.description}
          onChange={(description) => onChange({ description })}
          disabled={draft.isOff}
        />
        <DecimalInput
          label={t('quantity')}
          maxDecimals={4}
          value={draft.quantity}
          onChange={(quantity) => onChange({ quantity })}
          disabled={draft.isOff}
        />
        <DecimalInput
          label={t('price')}
          maxDecimals={4}
          value={draft.unitPrice}
          onChange={(unitPrice) => onChange({ unitPrice })}
          disabled={draft.isOff}
        />
      </Columns>
      <CheckboxInput label={t('takeOff')} value={draft.isOff} onChange={(isOff) => onChange({ isOff })} />
    </Section>
  );
}

function Differences({ preview }: { preview: Preview }) {
  const t = useTexts(correctionTexts);
  const format = useFormat();
  return (
    <Section title={t('difference')} look="plain" level={3}>
      <DiffTable
        label={t('difference')}
        beforeLabel={t('before')}
        afterLabel={t('after')}
        deltaLabel={t('difference')}
        rows={preview.lines.map(({ change, before, after, difference }, index) => ({
          id: String(index),
          kind: KINDS[change],
          label: after?.description ?? before?.description ?? '',
          ...(before === null ? {} : { before: <Money value={before.gross} /> }),
          ...(after === null ? {} : { after: <Money value={after.gross} /> }),
          delta: <Money value={difference} />,
        }))}
      />
      <Text>{t('balanceAfter', { amount: format.money(preview.balanceAfter) })}</Text>
    </Section>
  );
}
