import { Button, Form, PasswordField, SelectField, SidePanel, showToast, Text, TextField, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { usePartners } from '../use-partners';
import { providerTexts } from './provider-texts';
import { ConnectProviderDocument, ReplaceWebhookSecretsDocument } from './providers.graphql';
import type { Provider } from './providers.graphql';

type ConnectInput = VariablesOf<typeof ConnectProviderDocument>['input'];
type SecretsInput = VariablesOf<typeof ReplaceWebhookSecretsDocument>['input'];

interface ConnectValues {
  readonly name: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly partnerId: string;
}

/** Keys go in and never come out again. */
export function ConnectPanel({ onClose }: { onClose: () => void }) {
  const t = useTexts(providerTexts);
  const partners = usePartners();
  const command = useMutationCommand(ConnectProviderDocument, {
    onDone: (_, { name }) => {
      showToast({ message: t('connectDone', { name }) });
      onClose();
    },
  });
  const filled = useCommandForm<ConnectValues, unknown, ConnectInput>(
    command,
    { name: '', secretKey: '', webhookSecret: '', partnerId: '' },
    ({ name, secretKey, webhookSecret, partnerId }) => ({
      name: name.trim(),
      secretKey: secretKey.trim(),
      webhookSecrets: webhookSecret.trim() === '' ? [] : [webhookSecret.trim()],
      ...(partnerId === '' ? {} : { partnerId }),
    }),
  );
  return (
    <SidePanel
      title={t('connectTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="connect" tone="primary" busy={filled.running}>
            {t('connectSubmit')}
          </Button>
        </>
      }
    >
      <Form
        id="connect"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ name: t('name'), secretKey: t('secretKey'), partnerId: t('partner') }}
      >
        <TextField name="name" label={t('name')} description={t('nameHelp')} maxLength={100} autoFocus />
        <PasswordField name="secretKey" label={t('secretKey')} description={t('secretKeyHelp')} autoComplete="off" />
        <PasswordField
          name="webhookSecret"
          rules={signingSecret(t('secretShape'))}
          label={t('webhookSecret')}
          description={t('webhookSecretHelp')}
          autoComplete="off"
          optional
        />
        {partners.length > 1 && (
          <SelectField
            name="partnerId"
            label={t('partner')}
            emptyLabel={t('everybodyAll')}
            optional
            choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Form>
    </SidePanel>
  );
}

function signingSecret(message: string) {
  return { pattern: { value: /^\s*whsec_[A-Za-z0-9+/=_-]{8,200}\s*$/, message } };
}

export function SecretsPanel({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const t = useTexts(providerTexts);
  const command = useMutationCommand(ReplaceWebhookSecretsDocument, {
    onDone: () => {
      showToast({ message: t('secretsDone') });
      onClose();
    },
  });
  const filled = useCommandForm<{ secret: string; old: string }, unknown, SecretsInput>(
    command,
    { secret: '', old: '' },
    ({ secret, old }) => ({
      providerAccountId: provider.id,
      webhookSecrets: [secret, old].map((one) => one.trim()).filter((one) => one !== ''),
    }),
  );
  return (
    <SidePanel
      title={t('secretsTitle', { name: provider.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="secrets" tone="primary" busy={filled.running}>
            {t('secretsSubmit')}
          </Button>
        </>
      }
    >
      <Form
        id="secrets"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ secret: t('secret'), old: t('secretOld') }}
      >
        <Text tone="secondary">{t('secretsText')}</Text>
        <PasswordField name="secret" label={t('secret')} autoComplete="off" rules={signingSecret(t('secretShape'))} />
        <PasswordField
          name="old"
          label={t('secretOld')}
          autoComplete="off"
          optional
          rules={signingSecret(t('secretShape'))}
        />
      </Form>
    </SidePanel>
  );
}
