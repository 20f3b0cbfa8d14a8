import { Button, CheckListField, Form, Section, showToast, Text, useTexts } from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand, useSession } from '@demarc/web-kit';
import { PartnerScopeFields, scopeInput, type ScopeValues } from '../partner-scope';
import { scopeWords } from './staff-columns';
import {
  ChangeStaffRolesDocument,
  ChangeStaffScopeDocument,
  PartnerChoicesDocument,
  RoleChoicesDocument,
} from './staff.graphql';
import type { StaffPerson } from './staff.graphql';
import { staffTexts } from './staff-texts';

interface RightsProps {
  readonly person: StaffPerson;
  readonly may: boolean;
}

export function StaffRolesForm({ person, may }: RightsProps) {
  const t = useTexts(staffTexts);
  const { can } = useSession();
  const roles = useApiQuery(RoleChoicesDocument, {}, { enabled: can('identity.role.view') }).data?.roles;
  const choices =
    roles?.map(({ id, name, description }) => ({ value: id, label: name, description })) ??
    person.roles.map(({ id, name }) => ({ value: id, label: name }));
  const command = useMutationCommand(ChangeStaffRolesDocument, {
    onDone: () => showToast({ message: t('rolesSaved', { name: person.name }) }),
  });
  const { form, onSubmit, failure, running } = useCommandForm<
    { roleIds: readonly string[] },
    unknown,
    { staffId: string; roleIds: string[] }
  >(command, { roleIds: person.roles.map(({ id }) => id) }, ({ roleIds }) => ({
    staffId: person.id,
    roleIds: [...roleIds],
  }));
  if (!may) {
    return (
      <Section title={t('roles')} level={3}>
        <Text>{person.roles.map(({ name }) => name).join(', ')}</Text>
      </Section>
    );
  }
  return (
    <Section title={t('roles')} level={3}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ roleIds: t('roles') }}
        footer={
          <Button type="submit" busy={running}>
            {t('saveRoles')}
          </Button>
        }
      >
        <CheckListField name="roleIds" label={t('roles')} hideLabel choices={choices} />
      </Form>
    </Section>
  );
}

export function StaffScopeForm({ person, may }: RightsProps) {
  const t = useTexts(staffTexts);
  const { can } = useSession();
  const sees = can('crm.partner.view');
  const partners = useApiQuery(PartnerChoicesDocument, {}, { enabled: sees }).data?.partners ?? [];
  const command = useMutationCommand(ChangeStaffScopeDocument, {
    onDone: () => showToast({ message: t('scopeSaved', { name: person.name }) }),
  });
  const { form, onSubmit, failure, running } = useCommandForm<
    ScopeValues,
    unknown,
    { staffId: string; everyPartner: boolean; partnerIds: string[] }
  >(command, { scope: person.everyPartner ? 'all' : 'some', partnerIds: [...person.partnerIds] }, (values) => ({
    staffId: person.id,
    ...scopeInput(values),
  }));
  if (!may || !sees) {
    const names = partners.filter(({ id }) => person.partnerIds.includes(id)).map(({ name }) => name);
    return (
      <Section title={t('partners')} level={3}>
        <Text>{names.length > 0 && !person.everyPartner ? names.join(', ') : scopeWords(t, person)}</Text>
      </Section>
    );
  }
  return (
    <Section title={t('partners')} level={3}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ partnerIds: t('partners') }}
        footer={
          <Button type="submit" busy={running}>
            {t('saveScope')}
          </Button>
        }
      >
        <PartnerScopeFields />
      </Form>
    </Section>
  );
}
