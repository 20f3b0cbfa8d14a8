import { useState } from 'react';
import {
  Button,
  ButtonLink,
  ErrorState,
  Notice,
  Page,
  SelectInput,
  Section,
  showToast,
  Split,
  Stack,
  SwitchInput,
  TextInput,
  useLinks,
  useTexts,
} from '@demarc/ui';
import { useMutationCommand, useSession, useUrlParam } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { type PermissionEntry, type Role } from './permission-areas';
import { RightsPicker } from './rights-picker';
import { DeleteRole } from './delete-role';
import { RoleChanges } from './role-changes';
import { roleEffect } from './role-effect';
import { CreateRoleDocument, EditRoleDocument } from './roles.graphql';
import { rolesTexts } from './roles-texts';
import { SaveRoleDialog } from './save-role-dialog';

type PermissionName = VariablesOf<typeof CreateRoleDocument>['input']['permissions'][number];

export interface RoleEditorProps {
  readonly roles: readonly Role[];
  readonly catalogue: readonly PermissionEntry[];
  /** Null while a new one is made. */
  readonly role: Role | null;
  readonly start: Role | null;
}

export function RoleEditor({ roles, catalogue, role, start }: RoleEditorProps) {
  const t = useTexts(rolesTexts);
  const links = useLinks();
  const { can } = useSession();
  const draft = useRoleDraft(role, start);
  const [asking, setAsking] = useState(false);
  const made = useMutationCommand(CreateRoleDocument, {
    onDone: ({ createRole }) => {
      showToast({ message: t('made', { name: createRole.name }) });
      links.navigate(`/setup/roles/${createRole.id}`, { replace: true });
    },
  });
  const edited = useMutationCommand(EditRoleDocument, {
    onDone: ({ editRole }) => {
      setAsking(false);
      showToast({ message: t('saved', { name: editRole.name }) });
    },
  });
  const may = can('identity.role.manage');
  const effect = role === null ? [] : roleEffect(roles, role.id, draft.permissions);
  const save = () => {
    const input = {
      name: draft.name.trim(),
      description: draft.description.trim(),
      totpRequired: draft.totpRequired,
    };
    if (role === null) void made.run({ ...input, permissions: [...draft.permissions] });
    else
      void edited.run({ ...input, roleId: role.id, ...(role.holdsAll ? {} : { permissions: [...draft.permissions] }) });
  };
  const failure = made.failure ?? (asking ? null : edited.failure);
  return (
    <Page
      title={role?.name ?? t('newTitle')}
      description={role?.description ?? (start ? t('newLead', { name: start.name }) : t('newLeadEmpty'))}
      back={{ href: '/setup/roles', label: t('backToRoles') }}
      actions={
        may && (
          <>
            {role !== null && <ButtonLink href={`/setup/roles/new?from=${role.id}`}>{t('copy')}</ButtonLink>}
            {role !== null && <DeleteRole role={role} />}
            <Button
              tone="primary"
              busy={made.running || edited.running}
              refusal={draft.changed ? null : t(draft.name.trim() === '' ? 'nameFirst' : 'nothingToSave')}
              onClick={() => (effect.length > 0 ? setAsking(true) : save())}
            >
              {role === null ? t('make') : t('save')}
            </Button>
          </>
        )
      }
    >
      {!may && <Notice family="info">{t('readOnly')}</Notice>}
      {failure && <ErrorState compact failure={failure} />}
      <Split
        main={
          <>
            <RoleBasics draft={draft} may={may} roles={roles} isNew={role === null} />
            <RightsPicker
              catalogue={catalogue}
              permissions={draft.permissions}
              onChange={draft.setPermissions}
              fixed={!may ? t('readOnly') : role?.holdsAll ? t('guardAll') : null}
            />
          </>
        }
        aside={
          <RoleChanges
            catalogue={catalogue}
            before={start && role ? role.permissions : []}
            after={draft.permissions}
            effect={effect}
            role={role}
          />
        }
      />
      {asking && role !== null && (
        <SaveRoleDialog
          name={draft.name}
          effect={effect}
          busy={edited.running}
          failure={edited.failure}
          onConfirm={save}
          onClose={() => {
            edited.reset();
            setAsking(false);
          }}
        />
      )}
    </Page>
  );
}

interface Draft {
  readonly name: string;
  readonly description: string;
  readonly totpRequired: boolean;
  readonly permissions: readonly PermissionName[];
  readonly changed: boolean;
  readonly setName: (value: string) => void;
  readonly setDescription: (value: string) => void;
  readonly setTotpRequired: (value: boolean) => void;
  readonly setPermissions: (value: readonly PermissionName[]) => void;
}

function useRoleDraft(role: Role | null, start: Role | null): Draft {
  const t = useTexts(rolesTexts);
  const first = start === null ? '' : role === null ? t('copyName', { name: start.name }) : start.name;
  const [name, setName] = useState(first);
  const [description, setDescription] = useState(start?.description ?? '');
  const [totpRequired, setTotpRequired] = useState(start?.totpRequired ?? false);
  const [permissions, setPermissions] = useState<readonly PermissionName[]>(start?.permissions ?? []);
  const same =
    role !== null &&
    name === role.name &&
    description === role.description &&
    totpRequired === role.totpRequired &&
    permissions.length === role.permissions.length &&
    permissions.every((one) => role.permissions.includes(one));
  const changed = name.trim() !== '' && !same;
  return {
    name,
    description,
    totpRequired,
    permissions,
    changed,
    setName,
    setDescription,
    setTotpRequired,
    setPermissions,
  };
}

interface BasicsProps {
  readonly draft: Draft;
  readonly may: boolean;
  readonly roles: readonly Role[];
  readonly isNew: boolean;
}

function RoleBasics({ draft, may, roles, isNew }: BasicsProps) {
  const t = useTexts(rolesTexts);
  const [from, setFrom] = useUrlParam('from');
  return (
    <Section title={t('basics')}>
      <Stack>
        {isNew && (
          <SelectInput
            label={t('startFrom')}
            value={from ?? ''}
            onChange={(value) => setFrom(value === '' ? null : value)}
            choices={[{ value: '', label: t('nothing') }, ...roles.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
        <TextInput label={t('name')} value={draft.name} onChange={draft.setName} readOnly={!may} maxLength={60} />
        <TextInput
          label={t('description')}
          optional
          value={draft.description}
          onChange={draft.setDescription}
          readOnly={!may}
          maxLength={300}
        />
        <SwitchInput
          label={t('totp')}
          description={t('totpHelp')}
          value={draft.totpRequired}
          onChange={draft.setTotpRequired}
          disabled={!may}
        />
      </Stack>
    </Section>
  );
}
