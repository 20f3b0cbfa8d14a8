import {
  EntityLink,
  ErrorState,
  FactList,
  FamilyTag,
  Notice,
  RelativeTime,
  DateTimeText,
  Section,
  SidePanel,
  Skeleton,
  Stack,
  StatusTag,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { DeviceLoginSection } from '../../network/device-logins/device-login-section';
import { StaffActs } from './staff-acts';
import { StaffRolesForm, StaffScopeForm } from './staff-rights';
import { StaffMemberDocument, type StaffPerson } from './staff.graphql';
import { StaffSessions } from './staff-sessions';
import { staffTexts } from './staff-texts';

export function StaffPanel({ staffId, onClose }: { staffId: string; onClose: () => void }) {
  const t = useTexts(staffTexts);
  const { data, status, failure, retry } = useApiQuery(StaffMemberDocument, { id: staffId });
  const person = data?.staffMember;
  return (
    <SidePanel
      title={person?.name ?? t('title')}
      {...(person ? { description: person.email } : {})}
      onClose={onClose}
      size="lg"
    >
      {status === 'loading' && <Skeleton lines={6} />}
      {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
      {person && <PersonBody person={person} />}
    </SidePanel>
  );
}

function PersonBody({ person }: { person: StaffPerson }) {
  const t = useTexts(staffTexts);
  const { can, session } = useSession();
  const own = session.kind === 'staff' && session.staff?.id === person.id;
  const may = can('identity.staff.manage') && !own;
  const rightsKey = `${person.id} ${person.roles.map(({ id }) => id).join()} ${person.everyPartner} ${person.partnerIds.join()}`;
  return (
    <Stack>
      {own && <Notice family="info">{t('yourself')}</Notice>}
      <Section title={t('facts')} level={3}>
        <FactList
          columns={2}
          facts={[
            { id: 'state', label: t('state'), value: <StatusTag kind="staff" value={person.state} /> },
            {
              id: 'second',
              label: t('second'),
              value: (
                <FamilyTag family={person.totpEnrolled ? 'good' : 'off'}>
                  {person.totpEnrolled ? t('secondOn') : t('secondOff')}
                </FamilyTag>
              ),
            },
            {
              id: 'last',
              label: t('lastSignIn'),
              value: person.lastSignedInAt === null ? t('never') : <RelativeTime value={person.lastSignedInAt} />,
            },
            { id: 'since', label: t('since'), value: <DateTimeText value={person.createdAt} /> },
            ...(can('audit.view')
              ? [
                  {
                    id: 'audit',
                    label: t('acts'),
                    value: (
                      <EntityLink href={`/setup/audit?f.actor=${person.id}`}>
                        {t('audit', { name: person.name })}
                      </EntityLink>
                    ),
                  },
                ]
              : []),
          ]}
        />
        {may && <StaffActs person={person} />}
      </Section>
      <StaffRolesForm key={`roles ${rightsKey}`} person={person} may={may} />
      <StaffScopeForm key={`scope ${rightsKey}`} person={person} may={may} />
      <DeviceLoginSection person={{ id: person.id, name: person.name, isDisabled: person.state === 'DISABLED' }} />
      <StaffSessions person={person} may={may} />
    </Stack>
  );
}
