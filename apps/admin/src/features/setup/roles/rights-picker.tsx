import { Search } from 'lucide-react';
import { useState } from 'react';
import { Button, CheckListInput, CodeText, EmptyState, Notice, Section, Stack, TextInput, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { type Area, permissionAreas, type PermissionEntry, useAreaName } from './permission-areas';
import { rolesTexts } from './roles-texts';

type PermissionName = PermissionEntry['permission'];

export interface RightsPickerProps {
  readonly catalogue: readonly PermissionEntry[];
  readonly permissions: readonly PermissionName[];
  readonly onChange: (permissions: readonly PermissionName[]) => void;
  /** Why nothing can be ticked here. */
  readonly fixed: string | null;
}

/** The registry by area; each right with its sentence. What oneself lacks cannot be handed on. */
export function RightsPicker({ catalogue, permissions, onChange, fixed }: RightsPickerProps) {
  const t = useTexts(rolesTexts);
  const [words, setWords] = useState('');
  const areas = permissionAreas(catalogue, words);
  return (
    <Section title={t('rights')}>
      <Stack>
        {fixed !== null && <Notice family="info">{fixed}</Notice>}
        <TextInput
          type="search"
          label={t('filter')}
          icon={<Search size={16} aria-hidden="true" />}
          value={words}
          onChange={setWords}
        />
        {areas.length === 0 && <EmptyState compact title={t('noRight')} description={t('noRightText')} />}
        {areas.map((area) => (
          <AreaRights key={area.id} area={area} permissions={permissions} onChange={onChange} fixed={fixed} />
        ))}
      </Stack>
    </Section>
  );
}

interface AreaProps extends Omit<RightsPickerProps, 'catalogue'> {
  readonly area: Area;
}

function AreaRights({ area, permissions, onChange, fixed }: AreaProps) {
  const t = useTexts(rolesTexts);
  const areaName = useAreaName();
  const { can } = useSession();
  const inArea = area.entries.map(({ permission }) => permission);
  const grantable = area.entries.filter(({ name }) => can(name)).map(({ permission }) => permission);
  const ticked = inArea.filter((one) => permissions.includes(one));
  const all = grantable.every((one) => permissions.includes(one));
  const set = (chosen: readonly string[]) =>
    onChange([...permissions.filter((one) => !inArea.includes(one)), ...inArea.filter((one) => chosen.includes(one))]);
  const toggleAll = () =>
    onChange(
      all ? permissions.filter((one) => !grantable.includes(one)) : [...new Set([...permissions, ...grantable])],
    );
  return (
    <Section
      level={3}
      look="plain"
      title={`${areaName(area.id)} · ${t('rightsOf', { held: ticked.length, all: inArea.length })}`}
      actions={
        fixed === null &&
        grantable.length > 0 && (
          <Button
            size="small"
            tone="quiet"
            aria-label={`${all ? t('untickAll') : t('tickAll')}: ${areaName(area.id)}`}
            onClick={toggleAll}
          >
            {all ? t('untickAll') : t('tickAll')}
          </Button>
        )
      }
    >
      <CheckListInput
        label={areaName(area.id)}
        hideLabel
        value={ticked}
        onChange={set}
        choices={area.entries.map((entry) => ({
          value: entry.permission,
          label: entry.sentence,
          description: <CodeText value={entry.name} />,
          refusal: fixed === null && !can(entry.name) ? t('beyond') : fixed === null ? null : entry.name,
        }))}
      />
    </Section>
  );
}
