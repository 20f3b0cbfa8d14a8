import { Columns, FactList, Page, Section, Stack, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { OwnDeviceLogin } from '../network/device-logins/own-device-login';
import { accountTexts } from './account-texts';
import { OwnPassword } from './own-password';
import { OwnSessions } from './own-sessions';
import { SecondStep } from './second-step';

/** What people change about themselves, whatever their role. */
export function AccountScreen() {
  const t = useTexts(accountTexts);
  const { session } = useSession();
  const staff = session.kind === 'staff' ? session.staff : null;
  if (staff === null) return null;
  const partners = staff.partners === 'all' ? t('everyPartner') : t('partnerCount', { count: staff.partners.length });
  return (
    <Page title={t('title')}>
      <Stack>
        <Section title={t('who')}>
          <FactList
            columns={2}
            facts={[
              { id: 'name', label: t('name'), value: staff.name },
              { id: 'email', label: t('email'), value: staff.email },
              { id: 'roles', label: t('roles'), value: staff.roles.map(({ name }) => name).join(', ') },
              { id: 'partners', label: t('partners'), value: partners },
            ]}
          />
        </Section>
        <Columns min="lg">
          <OwnPassword />
          <SecondStep enrolled={staff.totpEnrolled} />
        </Columns>
        <OwnDeviceLogin />
        <OwnSessions staffId={staff.id} />
      </Stack>
    </Page>
  );
}
