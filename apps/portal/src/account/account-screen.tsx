import { lazy, Suspense, useState } from 'react';
import {
  Button,
  ErrorState,
  FactList,
  Form,
  Page,
  PasswordField,
  Section,
  showToast,
  Skeleton,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { AccountDocument, ChangePasswordDocument } from './account.graphql';
import { accountTexts } from './account-texts';

const OwnContact = lazy(async () => ({ default: (await import('./own-contact')).OwnContact }));

interface Passwords {
  readonly currentPassword: string;
  readonly newPassword: string;
}

export function AccountScreen() {
  const t = useTexts(accountTexts);
  const [changing, setChanging] = useState(false);
  const { data, status, failure, retry } = useApiQuery(AccountDocument, {});
  if (status === 'failed' && failure) return <ErrorState failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={8} />;
  const { me } = data;
  const address = [me.street, [me.zip, me.city].filter(Boolean).join(' '), me.country].filter(Boolean).join(', ');
  const facts = [
    ['number', me.number],
    ['name', me.name],
    ['login', me.login],
    ['email', me.email],
    ['billingEmail', me.billingEmail],
    ['phones', me.phones],
    ['address', address],
  ] as const;
  return (
    <Page title={t('title')}>
      <Section
        title={t('you')}
        description={t('youLead')}
        actions={<Button onClick={() => setChanging(true)}>{t('changeContact')}</Button>}
      >
        <FactList
          columns={1}
          facts={facts.map(([id, value]) => ({
            id,
            label: t(id),
            value: value === null || value === '' ? t('none') : value,
          }))}
        />
      </Section>
      <OwnPassword />
      {changing && (
        <Suspense fallback={null}>
          <OwnContact me={me} onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </Page>
  );
}

function OwnPassword() {
  const t = useTexts(accountTexts);
  const command = useMutationCommand(ChangePasswordDocument, {
    onDone: () => {
      showToast({ message: t('changed') });
      form.reset();
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<Passwords, unknown, Passwords>(
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
