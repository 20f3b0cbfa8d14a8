import { Button, Form, Notice, Row, SidePanel, Text, TextField, showToast, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { generatePassword } from '../generate-password';
import type { PanelProps } from './panel-props';
import { verbTexts } from './verb-texts';
import { SetPortalPasswordDocument } from './verbs.graphql';

interface PasswordInput {
  readonly customerId: string;
  readonly password: string;
}

export function PasswordPanel({ loaded: { customer }, onClose }: PanelProps) {
  const t = useTexts(verbTexts);
  const command = useMutationCommand(SetPortalPasswordDocument, {
    onDone: () => {
      showToast({ message: t('passwordDone') });
      onClose();
    },
  });
  const filled = useCommandForm<{ password: string }, unknown, PasswordInput>(
    command,
    { password: '' },
    ({ password }) => ({ customerId: customer.id, password }),
  );
  const propose = () =>
    filled.form.setValue('password', generatePassword(4), { shouldDirty: true, shouldValidate: true });
  return (
    <SidePanel
      title={t('passwordTitle', { name: customer.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="portal-password" tone="primary" busy={filled.running}>
            {t('passwordSubmit')}
          </Button>
        </>
      }
    >
      <Form
        id="portal-password"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ password: t('password') }}
      >
        <Text tone="secondary">{t('passwordText', { login: customer.login ?? '–' })}</Text>
        {customer.hasPassword && <Notice family="attention">{t('passwordReplaces')}</Notice>}
        <TextField
          mono
          name="password"
          label={t('password')}
          description={t('passwordHelp')}
          autoComplete="off"
          autoFocus
        />
        <Row>
          <Button size="small" onClick={propose}>
            {t('passwordPropose')}
          </Button>
        </Row>
      </Form>
    </SidePanel>
  );
}
