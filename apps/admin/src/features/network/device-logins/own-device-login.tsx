import { useState } from 'react';
import { Button, ConfirmDialog, Section, Stack, Text, useTexts } from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import { DeviceLoginFacts } from './device-login-facts';
import { type GivenDeviceLogin, OwnDeviceLoginDocument, RenewOwnDevicePasswordDocument } from './device-logins.graphql';
import { deviceLoginTexts } from './device-logins-texts';
import { GivenPassword } from './given-password';

/** One's own: the password is renewed here, and given or taken away by whoever manages staff. */
export function OwnDeviceLogin() {
  const t = useTexts(deviceLoginTexts);
  const [asking, setAsking] = useState(false);
  const [given, setGiven] = useState<GivenDeviceLogin | null>(null);
  const own = useApiQuery(OwnDeviceLoginDocument, {}).data?.ownDeviceLogin;
  const command = useMutationCommand(RenewOwnDevicePasswordDocument, {
    onDone: ({ renewOwnDevicePassword }) => {
      setAsking(false);
      setGiven(renewOwnDevicePassword);
    },
  });
  if (!own) return null;
  return (
    <Section title={t('own')} description={t('ownLead')}>
      <Stack gap="sm" align="start">
        <DeviceLoginFacts login={own} />
        <Button onClick={() => setAsking(true)}>{t('renew')}</Button>
      </Stack>
      {asking && (
        <ConfirmDialog
          grade="B"
          title={t('renewOwnTitle')}
          confirmLabel={t('renew')}
          busy={command.running}
          failure={command.failure}
          onConfirm={() => void command.run({ replace: true })}
          onClose={() => setAsking(false)}
        >
          <Text>{t('renewText')}</Text>
        </ConfirmDialog>
      )}
      {given && <GivenPassword given={given} name={own.staffName} onClose={() => setGiven(null)} />}
    </Section>
  );
}
