import { useController, useWatch } from 'react-hook-form';
import { CheckListField, RadioInput, Stack, Text, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { PartnerChoicesDocument } from './staff/staff.graphql';
import { staffTexts } from './staff/staff-texts';

export interface ScopeValues {
  readonly scope: 'all' | 'some';
  readonly partnerIds: readonly string[];
}

export function scopeInput({ scope, partnerIds }: ScopeValues): { everyPartner: boolean; partnerIds: string[] } {
  return { everyPartner: scope === 'all', partnerIds: scope === 'all' ? [] : [...partnerIds] };
}

/** Which partners' records: every one, or a choice. Fields `scope` and `partnerIds` of the form around it. */
export function PartnerScopeFields() {
  const t = useTexts(staffTexts);
  const partners = useApiQuery(PartnerChoicesDocument, {}).data?.partners ?? [];
  const { field } = useController({ name: 'scope' });
  const chosen: unknown = useWatch({ name: 'scope' });
  return (
    <Stack gap="sm">
      <RadioInput
        name="scope"
        label={t('scope')}
        value={field.value === 'some' ? 'some' : 'all'}
        onChange={field.onChange}
        choices={[
          { value: 'all', label: t('allPartners') },
          { value: 'some', label: t('somePartners') },
        ]}
      />
      {chosen === 'some' &&
        (partners.length === 0 ? (
          <Text tone="secondary">{t('noPartners')}</Text>
        ) : (
          <CheckListField
            name="partnerIds"
            label={t('partners')}
            choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ))}
    </Stack>
  );
}
