import { EntityLink, Section, Stack, Text, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import type { PermissionEntry, Role } from './permission-areas';
import type { PersonEffect } from './role-effect';
import { rolesTexts } from './roles-texts';

export interface RoleChangesProps {
  readonly catalogue: readonly PermissionEntry[];
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly effect: readonly PersonEffect[];
  readonly role: Role | null;
}

/** Beside the rights: what saving would change, for whom, and what nobody can change. */
export function RoleChanges({ catalogue, before, after, effect, role }: RoleChangesProps) {
  const t = useTexts(rolesTexts);
  const { can } = useSession();
  const granted = catalogue.filter(({ permission }) => after.includes(permission) && !before.includes(permission));
  const taken = catalogue.filter(({ permission }) => before.includes(permission) && !after.includes(permission));
  return (
    <Stack>
      <Section title={t('changes')}>
        {granted.length + taken.length === 0 ? (
          <Text tone="secondary">{t('noChanges')}</Text>
        ) : (
          <Stack gap="sm">
            <RightList title={t('grants', { count: granted.length })} entries={granted} />
            <RightList title={t('takes', { count: taken.length })} entries={taken} />
            {role !== null && <EffectList effect={effect} />}
          </Stack>
        )}
      </Section>
      {role !== null && (
        <Section title={t('holders')}>
          {role.holders.length === 0 ? (
            <Text tone="secondary">{t('nobody')}</Text>
          ) : (
            <ul className="dm-plain-list">
              {role.holders.map(({ id, name }) => (
                <li key={id}>
                  {can('identity.staff.view') ? (
                    <EntityLink href={`/setup/staff?panel=${id}`}>{name}</EntityLink>
                  ) : (
                    name
                  )}
                </li>
              ))}
            </ul>
          )}
        </Section>
      )}
      <Section title={t('guard')}>
        <ul className="dm-list">
          <li>{t('guardReach')}</li>
          <li>{t('guardSelf')}</li>
          <li>{t('guardLast')}</li>
        </ul>
      </Section>
      {role !== null && can('audit.view') && (
        <Section title={t('history')}>
          <EntityLink href={`/setup/audit?f.subject=${role.id}`}>{t('audit')}</EntityLink>
        </Section>
      )}
    </Stack>
  );
}

function RightList({ title, entries }: { title: string; entries: readonly PermissionEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <div>
      <Text strong>{title}</Text>
      <ul className="dm-list">
        {entries.map(({ permission, sentence }) => (
          <li key={permission}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

/** "3 people gain, none lose": counted over all roles of each holder. */
export function EffectList({ effect }: { effect: readonly PersonEffect[] }) {
  const t = useTexts(rolesTexts);
  if (effect.length === 0) return <Text tone="secondary">{t('effectNone')}</Text>;
  const gain = effect.filter(({ gains }) => gains.length > 0);
  const lose = effect.filter(({ loses }) => loses.length > 0);
  return (
    <div>
      {gain.length > 0 && (
        <Text>
          <strong>{t('gain', { count: gain.length })}:</strong> {gain.map(({ name }) => name).join(', ')}
        </Text>
      )}
      {lose.length > 0 && (
        <Text>
          <strong>{t('lose', { count: lose.length })}:</strong> {lose.map(({ name }) => name).join(', ')}
        </Text>
      )}
    </div>
  );
}
