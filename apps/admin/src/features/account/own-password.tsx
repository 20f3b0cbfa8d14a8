import { Button, Form, PasswordField, Section, showToast, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { ChangeOwnPasswordDocument } from './account.graphql';
import { accountTexts } from './account-texts';

interface Values {
  readonly currentPassword: string;
  readonly newPassword: string;
}

export function OwnPassword() {
  const t = useTexts(accountTexts);
  const command = useMutationCommand(ChangeOwnPasswordDocument, {
    onDone: () => {
      showToast({ message: t('changed') });
      form.reset();
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Values>(
    command,
    { currentPassword: '', newPassword: '' },
    (values) => values,
  );
  return (
    <Section title={t('password')} description={t('passwordLead')}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ currentPassword: t('current'), newPassword: t('next') }}
        footer={
          <Button type="submit" busy={running}>
            {t('change')}
          </Button>
        }
      >
        <PasswordField name="currentPassword" label={t('current')} autoComplete="current-password" />
        <PasswordField name="newPassword" label={t('next')} description={t('nextHelp')} autoComplete="new-password" />
      </Form>
    </Section>
  );
}
