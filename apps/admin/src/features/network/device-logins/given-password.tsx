import { Button, CodeBlock, Dialog, Notice, Stack, useTexts } from '@demarc/ui';
import type { GivenDeviceLogin } from './device-logins.graphql';
import { deviceLoginTexts } from './device-logins-texts';

/** Shown once: it is kept sealed, and no screen reads it again. */
export function GivenPassword({
  given,
  name,
  onClose,
}: {
  given: GivenDeviceLogin;
  name: string;
  onClose: () => void;
}) {
  const t = useTexts(deviceLoginTexts);
  return (
    <Dialog title={t('givenTitle', { name })} onClose={onClose}>
      <Stack>
        <Notice family="attention">{t('givenText')}</Notice>
        <CodeBlock label={t('givenLogin')} text={given.login} wrap />
        <CodeBlock label={t('password')} text={given.password} wrap />
        <Button tone="primary" onClick={onClose}>
          {t('done')}
        </Button>
      </Stack>
    </Dialog>
  );
}
