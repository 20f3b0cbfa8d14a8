import {
  CodeText,
  DateTimeText,
  type Fact,
  FactList,
  Notice,
  RelativeTime,
  Stack,
  type TextOf,
  useTexts,
} from '@demarc/ui';
import type { DeviceLogin } from './device-logins.graphql';
import { deviceLoginTexts } from './device-logins-texts';

export type DeviceLoginTexts = TextOf<(typeof deviceLoginTexts)['entries']>;

export function placeWords(t: DeviceLoginTexts, { places }: DeviceLogin): string {
  return places.map(({ name, level }) => t('placeLevel', { place: name, level: t(level) })).join(', ');
}

export function LastUse({ login: { usedAt, usedOn } }: { login: DeviceLogin }) {
  const t = useTexts(deviceLoginTexts);
  if (usedAt === null) return t('never');
  return (
    <>
      <RelativeTime value={usedAt} /> {usedOn !== null && t('on', { router: usedOn })}
    </>
  );
}

/** The name, what it opens, and when it was last used; never the password. */
export function DeviceLoginFacts({ login }: { login: DeviceLogin }) {
  const t = useTexts(deviceLoginTexts);
  const facts: readonly Fact[] = [
    { id: 'login', label: t('login'), value: <CodeText value={login.login} /> },
    { id: 'level', label: t('level'), value: t(login.level ?? 'nothing') },
    ...(login.places.length === 0 ? [] : [{ id: 'places', label: t('places'), value: placeWords(t, login) }]),
    { id: 'password', label: t('passwordAt'), value: <DateTimeText value={login.passwordAt} /> },
    { id: 'used', label: t('lastUsed'), value: <LastUse login={login} /> },
  ];
  return (
    <Stack gap="sm">
      {!login.works && <Notice family="attention">{t('off')}</Notice>}
      <FactList columns={2} facts={facts} />
    </Stack>
  );
}
