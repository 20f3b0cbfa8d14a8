import { Check, Minus, Search } from 'lucide-react';
import { useDeferredValue } from 'react';
import {
  CodeText,
  EmptyState,
  ExplainPopover,
  Section,
  type SimpleColumn,
  SimpleTable,
  Stack,
  Text,
  TextInput,
  useTexts,
  VisuallyHidden,
} from '@demarc/ui';
import { useUrlParam } from '@demarc/web-kit';
import { permissionAreas, type PermissionEntry, type Role, useAreaName } from './permission-areas';
import { holdersOf } from './role-effect';
import { rolesTexts } from './roles-texts';

interface MatrixProps {
  readonly roles: readonly Role[];
  readonly catalogue: readonly PermissionEntry[];
}

/** Every right against every role; "who may refund?" is a search here. */
export function RightsMatrix({ roles, catalogue }: MatrixProps) {
  const t = useTexts(rolesTexts);
  const areaName = useAreaName();
  const [words, setWords] = useUrlParam('right');
  const areas = permissionAreas(catalogue, useDeferredValue(words ?? ''));
  return (
    <Section title={t('matrix')} description={t('matrixLead')}>
      <Stack>
        <TextInput
          type="search"
          label={t('search')}
          description={t('searchHint')}
          icon={<Search size={16} aria-hidden="true" />}
          value={words ?? ''}
          onChange={setWords}
        />
        <SimpleTable
          label={t('matrix')}
          rows={areas.flatMap(({ entries }) => entries)}
          rowId={({ permission }) => permission}
          empty={<EmptyState compact title={t('noRight')} description={t('noRightText')} />}
          columns={[{ id: 'area', header: t('area'), cell: ({ area }) => areaName(area) }, ...columns(roles, t)]}
        />
      </Stack>
    </Section>
  );
}

function columns(
  roles: readonly Role[],
  t: ReturnType<typeof useTexts<typeof rolesTexts.entries>>,
): readonly SimpleColumn<PermissionEntry>[] {
  return [
    {
      id: 'right',
      header: t('right'),
      cell: (entry) => (
        <>
          {entry.sentence}{' '}
          <Text as="span" size="small" tone="muted">
            <CodeText value={entry.name} />
          </Text>
        </>
      ),
    },
    { id: 'holders', header: t('holders'), cell: (entry) => <Holders roles={roles} entry={entry} /> },
    ...roles.map((role) => ({
      id: role.id,
      header: role.name,
      cell: (entry: PermissionEntry) => <Mark role={role} allowed={role.permissions.includes(entry.permission)} />,
    })),
  ];
}

function Mark({ role, allowed }: { role: Role; allowed: boolean }) {
  const t = useTexts(rolesTexts);
  return (
    <>
      {allowed ? <Check size={16} aria-hidden="true" /> : <Minus size={16} aria-hidden="true" opacity={0.35} />}
      <VisuallyHidden>{t(allowed ? 'allows' : 'allowsNot', { role: role.name })}</VisuallyHidden>
    </>
  );
}

function Holders({ roles, entry }: { roles: readonly Role[]; entry: PermissionEntry }) {
  const t = useTexts(rolesTexts);
  const people = holdersOf(roles, entry.permission);
  if (people.length === 0) return t('nobody');
  return (
    <span>
      {people.length}{' '}
      <ExplainPopover title={entry.sentence} label={`${t('holders')}: ${entry.sentence}`}>
        <ul className="dm-list">
          {people.map((person) => (
            <li key={person.id}>
              {person.name}{' '}
              <Text as="span" tone="secondary" size="small">
                {t('through', { roles: person.roles.join(', ') })}
              </Text>
            </li>
          ))}
        </ul>
      </ExplainPopover>
    </span>
  );
}
