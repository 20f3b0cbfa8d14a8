import { useState } from 'react';
import {
  Button,
  CheckListField,
  CodeBlock,
  EmptyState,
  Form,
  Notice,
  showToast,
  SidePanel,
  Stack,
  TextField,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { PartnerScopeFields, scopeInput, type ScopeValues } from '../partner-scope';
import { InviteStaffDocument, RoleChoicesDocument } from './staff.graphql';
import { staffTexts } from './staff-texts';

interface Values extends ScopeValues {
  readonly name: string;
  readonly email: string;
  readonly roleIds: readonly string[];
}

type Invitation = ResultOf<typeof InviteStaffDocument>['inviteStaff'];

export function InviteStaffPanel({ onClose }: { onClose: () => void }) {
  const t = useTexts(staffTexts);
  const [made, setMade] = useState<Invitation | null>(null);
  if (made !== null) {
    return (
      <SidePanel title={t('invited', { name: made.staff.name })} onClose={onClose}>
        <InvitationResult invitation={made} onClose={onClose} />
      </SidePanel>
    );
  }
  return (
    <SidePanel title={t('invite')} description={t('inviteLead')} onClose={onClose}>
      <InviteForm
        onClose={onClose}
        onDone={(invitation) => {
          setMade(invitation);
          showToast({ message: t('invited', { name: invitation.staff.name }) });
        }}
      />
    </SidePanel>
  );
}

function InviteForm({ onClose, onDone }: { onClose: () => void; onDone: (invitation: Invitation) => void }) {
  const t = useTexts(staffTexts);
  const roles = useApiQuery(RoleChoicesDocument, {}).data?.roles ?? [];
  const command = useMutationCommand(InviteStaffDocument, { onDone: ({ inviteStaff }) => onDone(inviteStaff) });
  const { form, onSubmit, failure, running } = useCommandForm<
    Values,
    unknown,
    { name: string; email: string; roleIds: string[]; everyPartner: boolean; partnerIds: string[] }
  >(command, { name: '', email: '', roleIds: [], scope: 'all', partnerIds: [] }, (values) => ({
    name: values.name.trim(),
    email: values.email.trim(),
    roleIds: [...values.roleIds],
    ...scopeInput(values),
  }));
  const labels = { name: t('name'), email: t('email'), roleIds: t('roles'), partnerIds: t('partners') };
  return (
    <Form
      form={form}
      onSubmit={onSubmit}
      failure={failure}
      labels={labels}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" tone="primary" busy={running}>
            {t('send')}
          </Button>
        </>
      }
    >
      <TextField name="name" label={labels.name} autoComplete="off" autoFocus />
      <TextField name="email" label={labels.email} type="email" autoComplete="off" />
      <CheckListField
        name="roleIds"
        label={labels.roleIds}
        choices={roles.map(({ id, name, description, totpRequired }) => ({
          value: id,
          label: name,
          description: totpRequired ? `${description} ${t('roleTotp')}` : description,
        }))}
      />
      <PartnerScopeFields />
    </Form>
  );
}

/** Without a mail server the link is handed over by hand; it is shown here and nowhere else. */
export function InvitationResult({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const t = useTexts(staffTexts);
  const { name, email } = invitation.staff;
  return (
    <Stack>
      {invitation.link === null ? (
        <EmptyState compact title={t('inviteSent', { email })} />
      ) : (
        <>
          <Notice family="attention">{t('inviteLinkText')}</Notice>
          <CodeBlock label={t('inviteLink', { name })} text={invitation.link} wrap />
        </>
      )}
      <Button tone="primary" onClick={onClose}>
        {t('done')}
      </Button>
    </Stack>
  );
}
