import { Button, CodeField, Dialog, Form, PasswordField, Stack, Text, useTexts } from '@demarc/ui';
import { useApi } from '../api/api-context';
import { useCommand } from '../command/use-command';
import { useCommandForm } from '../command/use-command-form';
import { useSession } from '../session/session-context';
import { signInTexts } from './sign-in-texts';

interface Values {
  readonly password: string;
  readonly code: string;
}

export function StepUpDialog({ onSettled }: { onSettled: (confirmed: boolean) => void }) {
  const t = useTexts(signInTexts);
  const api = useApi();
  const { session } = useSession();
  const needsCode = session.kind === 'staff' && session.staff?.totpEnrolled === true;
  const command = useCommand({
    run: ({ password, code }: Values) =>
      api.rest('POST', '/auth/staff/step-up', needsCode ? { password, code } : { password }),
    invalidates: [],
    onDone: () => onSettled(true),
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Values>(
    command,
    { password: '', code: '' },
    (values) => values,
  );
  return (
    <Dialog size="sm" title={t('stepUpTitle')} onClose={() => onSettled(false)}>
      <Stack>
        <Text tone="secondary">{t('stepUpText')}</Text>
        <Form
          form={form}
          onSubmit={onSubmit}
          failure={failure}
          labels={{ password: t('password'), code: t('code') }}
          footer={
            <>
              <Button onClick={() => onSettled(false)}>{t('cancel')}</Button>
              <Button type="submit" tone="primary" busy={running}>
                {t('stepUpSubmit')}
              </Button>
            </>
          }
        >
          <PasswordField name="password" label={t('password')} autoComplete="current-password" autoFocus />
          {needsCode && <CodeField name="code" label={t('code')} description={t('totpText')} />}
        </Form>
      </Stack>
    </Dialog>
  );
}
