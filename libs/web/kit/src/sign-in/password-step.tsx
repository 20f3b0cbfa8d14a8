import { Button, Form, PasswordField, Stack, TextField, UiLink, useTexts } from '@demarc/ui';
import { useApi } from '../api/api-context';
import { useCommand } from '../command/use-command';
import { useCommandForm } from '../command/use-command-form';
import { signInTexts } from './sign-in-texts';

export interface PasswordStepProps {
  /** Staff sign in by e-mail, customers by login. */
  readonly kind: 'staff' | 'customer';
  readonly onDone: () => void;
  readonly forgotHref?: string;
}

interface Values {
  readonly login: string;
  readonly password: string;
}

/** First step. Paste and password managers work; a wrong login and a wrong password answer alike. */
export function PasswordStep({ kind, onDone, forgotHref }: PasswordStepProps) {
  const t = useTexts(signInTexts);
  const api = useApi();
  const command = useCommand({
    run: (values: Values) => {
      const name = kind === 'staff' ? { email: values.login.trim() } : { login: values.login.trim() };
      return api.rest('POST', `/auth/${kind}/sign-in`, { ...name, password: values.password });
    },
    invalidates: [],
    onDone,
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Values>(
    command,
    { login: '', password: '' },
    (values) => values,
  );
  const loginLabel = kind === 'staff' ? t('email') : t('login');
  return (
    <Form form={form} onSubmit={onSubmit} failure={failure} labels={{ login: loginLabel, password: t('password') }}>
      <TextField
        name="login"
        label={loginLabel}
        type={kind === 'staff' ? 'email' : 'text'}
        autoComplete="username"
        size="large"
        autoFocus
      />
      <PasswordField name="password" label={t('password')} autoComplete="current-password" size="large" />
      <Stack gap="sm">
        <Button type="submit" tone="primary" size="large" wide busy={running}>
          {t('submit')}
        </Button>
        {forgotHref !== undefined && <UiLink href={forgotHref}>{t('forgot')}</UiLink>}
      </Stack>
    </Form>
  );
}
