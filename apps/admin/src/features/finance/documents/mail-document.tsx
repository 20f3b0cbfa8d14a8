import { Mail } from 'lucide-react';
import { useState } from 'react';
import { Button, ConfirmDialog, showToast, Stack, Text, useFormat, useTexts } from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { type LastMailFragment, SendDocumentDocument } from './mail.graphql';
import { mailTexts } from './mail-texts';

export type LastMail = ResultOf<typeof LastMailFragment> | null;

export interface MailableDocument {
  readonly of: { readonly invoiceId: string } | { readonly creditNoteId: string };
  readonly number: string;
  readonly customer: { readonly name: string } | null;
  readonly lastMail: LastMail;
}

/** Mails a document to its customer. */
export function MailButton(props: MailableDocument) {
  const t = useTexts(mailTexts);
  const { can } = useSession();
  const [asking, setAsking] = useState(false);
  if (!can('billing.invoice.send')) return null;
  return (
    <>
      <Button icon={<Mail size={16} aria-hidden="true" />} onClick={() => setAsking(true)}>
        {t('mail')}
      </Button>
      {asking && <MailDialog {...props} onClose={() => setAsking(false)} />}
    </>
  );
}

/** One that was mailed before says so first. */
export function MailDialog({ of, number, customer, lastMail, onClose }: MailableDocument & { onClose: () => void }) {
  const t = useTexts(mailTexts);
  const format = useFormat();
  const command = useMutationCommand(SendDocumentDocument, {
    onDone: ({ sendDocument }) => {
      showToast({ message: t('onItsWay', { number, to: sendDocument.to }) });
      onClose();
    },
  });
  const before = ({ state, failure, postedAt }: NonNullable<LastMail>): string =>
    state === 'FAILED' || state === 'WITHDRAWN'
      ? t(state === 'FAILED' ? 'failed' : 'withdrawn', { at: format.instant(postedAt), why: failure ?? '' })
      : t('again', { at: format.instant(postedAt) });
  return (
    <ConfirmDialog
      grade="B"
      danger={false}
      title={t('title', { number })}
      confirmLabel={t('submit', { number })}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run(of)}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t('effect', { name: customer?.name ?? '' })}</Text>
        {lastMail !== null && <Text strong>{before(lastMail)}</Text>}
      </Stack>
    </ConfirmDialog>
  );
}

/** When a document was last mailed, or what became of it. */
export function MailedFact({ mail: { state, sentAt, postedAt } }: { mail: NonNullable<LastMail> }) {
  const t = useTexts(mailTexts);
  const format = useFormat();
  return t(state, { at: format.instant(sentAt ?? postedAt) });
}
