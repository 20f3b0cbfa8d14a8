import { Button, CodeField, Form, Stack, Text, TextField, useTexts } from '@demarc/ui';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { useCommand } from '../command/use-command';
import { useCommandForm } from '../command/use-command-form';
import { signInTexts } from './sign-in-texts';

interface Values {
  readonly code: string;
}

/** Second step: a code of the authenticator app, or one of the recovery codes. */
export function TotpStep({ onDone }: { onDone: () => void }) {
  const t = useTexts(signInTexts);
  const [recovery, setRecovery] = useState(false);
  return (
    <Stack>
      <Text tone="secondary">{recovery ? t('recoveryHelp') : t('totpText')}</Text>
      <CodeForm key={String(recovery)} recovery={recovery} onDone={onDone} />
      <Button tone="quiet" onClick={() => setRecovery(!recovery)}>
        {recovery ? t('useTotp') : t('useRecovery')}
      </Button>
    </Stack>
  );
}

function CodeForm({ recovery, onDone }: { recovery: boolean; onDone: () => void }) {
  const t = useTexts(signInTexts);
  const api = useApi();
  const command = useCommand({
    run: ({ code }: Values) =>
      api.rest('POST', '/auth/staff/totp', recovery ? { recoveryCode: code.trim() } : { code }),
    invalidates: [],
    onDone,
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Values>(
    command,
    { code: '' },
    (values) => values,
  );
  return (
    <Form form={form} onSubmit={onSubmit} failure={failure} labels={{ code: recovery ? t('recoveryCode') : t('code') }}>
      {recovery ? (
        <TextField name="code" label={t('recoveryCode')} mono autoComplete="off" size="large" autoFocus />
      ) : (
        <CodeField
          name="code"
          label={t('code')}
          size="large"
          autoFocus
          onComplete={(code) => void onSubmit({ code })}
        />
      )}
      <Button type="submit" tone="primary" size="large" wide busy={running}>
        {t('confirm')}
      </Button>
    </Form>
  );
}
