import {
  Button,
  CenterCard,
  EmptyState,
  Form,
  Notice,
  PasswordField,
  Text,
  TextField,
  UiLink,
  useTexts,
} from '@demarc/ui';
import { useState, type ReactNode } from 'react';
import { useApi } from '../api/api-context';
import { useCommand } from '../command/use-command';
import { useCommandForm } from '../command/use-command-form';
import { signInTexts } from './sign-in-texts';

/** The token stands behind `#`, so that it reaches no log. It is read once and taken out of the address. */
export function takeToken(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (token !== null)
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  return token;
}

export interface ResetRequestProps {
  readonly kind: 'staff' | 'customer';
  readonly brand: ReactNode;
  readonly signInHref: string;
}

/** Asks for a link. The answer is the same whether the account exists or not. */
export function ResetRequestScreen({ kind, brand, signInHref }: ResetRequestProps) {
  const t = useTexts(signInTexts);
  const api = useApi();
  const [sent, setSent] = useState(false);
  const command = useCommand({
    run: ({ login }: { login: string }) =>
      api.rest('POST', `/auth/${kind}/reset`, kind === 'staff' ? { email: login.trim() } : { login: login.trim() }),
    invalidates: [],
    onDone: () => setSent(true),
  });
  const { form, onSubmit, failure, running } = useCommandForm<{ login: string }, unknown, { login: string }>(
    command,
    { login: '' },
    (values) => values,
  );
  const label = kind === 'staff' ? t('email') : t('login');
  return (
    <CenterCard brand={brand} title={t('resetTitle')} footer={<UiLink href={signInHref}>{t('back')}</UiLink>}>
      {sent ? (
        <Notice family="info" live>
          {t('resetSent')}
        </Notice>
      ) : (
        <>
          <Text tone="secondary">{t('resetText')}</Text>
          <Form form={form} onSubmit={onSubmit} failure={failure} labels={{ login: label }}>
            <TextField name="login" label={label} autoComplete="username" size="large" autoFocus />
            <Button type="submit" tone="primary" size="large" wide busy={running}>
              {t('resetSubmit')}
            </Button>
          </Form>
        </>
      )}
    </CenterCard>
  );
}

export interface SetPasswordProps {
  /** Where the token goes: `/auth/staff/accept-invitation`, `/auth/staff/reset/confirm`, `/auth/customer/reset/confirm`, `/auth/staff/first`. */
  readonly path: string;
  readonly brand: ReactNode;
  readonly signInHref: string;
  /** The first account also has an e-mail address and a name. */
  readonly first?: boolean;
  readonly onDone?: () => void;
}

interface SetValues {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** Invitation, reset and first account: a token from the address and a new password. */
export function SetPasswordScreen({ path, brand, signInHref, first = false, onDone }: SetPasswordProps) {
  const t = useTexts(signInTexts);
  const api = useApi();
  const [token] = useState(takeToken);
  const [done, setDone] = useState(false);
  const command = useCommand({
    run: ({ email, name, password }: SetValues) =>
      api.rest('POST', path, { token, password, ...(first ? { email: email.trim(), name: name.trim() } : {}) }),
    invalidates: [],
    onDone: () => {
      setDone(true);
      onDone?.();
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<SetValues, unknown, SetValues>(
    command,
    { email: '', name: '', password: '' },
    (values) => values,
  );
  const back = <UiLink href={signInHref}>{t('back')}</UiLink>;
  const title = first ? t('firstTitle') : t('setTitle');
  if (token === null) {
    return (
      <CenterCard brand={brand} title={title} footer={back}>
        <EmptyState compact title={t('noToken')} />
      </CenterCard>
    );
  }
  return (
    <CenterCard brand={brand} title={title} footer={back}>
      {done ? (
        <Notice family="good" live>
          {t('setDone')}
        </Notice>
      ) : (
        <Form
          form={form}
          onSubmit={onSubmit}
          failure={failure}
          labels={{ email: t('email'), name: t('name'), password: t('newPassword') }}
        >
          {first && <TextField name="name" label={t('name')} autoComplete="name" size="large" autoFocus />}
          {first && <TextField name="email" label={t('email')} type="email" autoComplete="username" size="large" />}
          <PasswordField
            name="password"
            label={t('newPassword')}
            description={t('newPasswordHelp')}
            autoComplete="new-password"
            size="large"
          />
          <Button type="submit" tone="primary" size="large" wide busy={running}>
            {first ? t('firstSubmit') : t('setSubmit')}
          </Button>
        </Form>
      )}
    </CenterCard>
  );
}
