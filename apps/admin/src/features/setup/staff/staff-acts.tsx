import { useState } from 'react';
import { Button, ConfirmDialog, Dialog, ErrorState, Row, showToast, Stack, Text, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { InvitationResult } from './invite-staff-panel';
import {
  DisableStaffDocument,
  EnableStaffDocument,
  ResendInvitationDocument,
  ResetStaffTotpDocument,
} from './staff.graphql';
import type { StaffPerson } from './staff.graphql';
import { staffTexts } from './staff-texts';

type Asked = 'disable' | 'reset' | null;
type Invitation = ResultOf<typeof ResendInvitationDocument>['resendInvitation'];

export function StaffActs({ person }: { person: StaffPerson }) {
  const t = useTexts(staffTexts);
  const [asked, setAsked] = useState<Asked>(null);
  const [sent, setSent] = useState<Invitation | null>(null);
  const { name } = person;
  const close = () => setAsked(null);
  const told = (message: string) => () => {
    close();
    showToast({ message });
  };
  const disable = useMutationCommand(DisableStaffDocument, { onDone: told(t('disabled', { name })) });
  const enable = useMutationCommand(EnableStaffDocument, { onDone: told(t('enabled', { name })) });
  const reset = useMutationCommand(ResetStaffTotpDocument, { onDone: told(t('resetDone', { name })) });
  const resend = useMutationCommand(ResendInvitationDocument, {
    onDone: ({ resendInvitation }) => setSent(resendInvitation),
  });
  const input = { staffId: person.id };
  const refused = enable.failure ?? resend.failure;
  return (
    <Stack gap="sm">
      {refused && <ErrorState compact failure={refused} />}
      <Row>
        {person.state === 'INVITED' && (
          <Button busy={resend.running} onClick={() => void resend.run(input)}>
            {t('resend')}
          </Button>
        )}
        {person.state === 'DISABLED' ? (
          <Button busy={enable.running} onClick={() => void enable.run(input)}>
            {t('enable')}
          </Button>
        ) : (
          <Button onClick={() => setAsked('disable')}>{t('disable')}</Button>
        )}
        <Button refusal={person.totpEnrolled ? null : t('notEnrolled')} onClick={() => setAsked('reset')}>
          {t('resetTotp')}
        </Button>
      </Row>
      {asked === 'disable' && (
        <ConfirmDialog
          grade="B"
          title={t('disableTitle', { name })}
          confirmLabel={t('disable')}
          busy={disable.running}
          failure={disable.failure}
          onConfirm={() => void disable.run(input)}
          onClose={close}
        >
          <Text>{t('disableText')}</Text>
        </ConfirmDialog>
      )}
      {asked === 'reset' && (
        <ConfirmDialog
          grade="B"
          title={t('resetTitle', { name })}
          confirmLabel={t('resetTotp')}
          busy={reset.running}
          failure={reset.failure}
          onConfirm={() => void reset.run(input)}
          onClose={close}
        >
          <Text>{t('resetText')}</Text>
        </ConfirmDialog>
      )}
      {sent !== null && (
        <Dialog title={t('invited', { name })} onClose={() => setSent(null)}>
          <InvitationResult invitation={sent} onClose={() => setSent(null)} />
        </Dialog>
      )}
    </Stack>
  );
}
