import {
  Button,
  Columns,
  EntityLink,
  Form,
  LookupField,
  Notice,
  NumberField,
  Section,
  showToast,
  SidePanel,
  Stack,
  SwitchField,
  TextField,
  useTexts,
  withoutZeros,
} from '@demarc/ui';
import { useCommand, useCommandForm, useApi, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { countryChoices } from '../../../frame/world-choices';
import { ChangePartnerDocument, OpenPartnerDocument, type PartnersDocument } from './partners.graphql';
import { partnersTexts } from './partners-texts';

type Partner = ResultOf<typeof PartnersDocument>['partners'][number];

const legalFields = [
  'legalName',
  'companyNumber',
  'vatId',
  'street',
  'zip',
  'city',
  'email',
  'phone',
  'website',
  'bankName',
  'bankAccount',
  'language',
] as const;
type LegalField = (typeof legalFields)[number] | 'country';

interface Values {
  readonly name: string;
  readonly percent: string;
  readonly active: boolean;
  readonly legal: Readonly<Record<LegalField, string>>;
}

export interface PartnerPanelProps {
  readonly partner: Partner | null;
  readonly may: boolean;
  readonly onClose: () => void;
}

export function PartnerPanel({ partner, may, onClose }: PartnerPanelProps) {
  const t = useTexts(partnersTexts);
  const { can } = useSession();
  return (
    <SidePanel title={partner === null ? t('create') : partner.name} onClose={onClose} size="lg">
      <Stack>
        {!may && <Notice family="info">{t('readOnly')}</Notice>}
        <PartnerForm partner={partner} may={may} onClose={onClose} />
        {partner !== null && can('audit.view') && (
          <EntityLink href={`/setup/audit?f.subject=${partner.id}`}>{t('audit')}</EntityLink>
        )}
      </Stack>
    </SidePanel>
  );
}

function PartnerForm({ partner, may, onClose }: PartnerPanelProps) {
  const t = useTexts(partnersTexts);
  const api = useApi();
  const command = useCommand({
    run: async ({ name, percent, active, legal }: Values, options): Promise<unknown> => {
      const given = { name: name.trim(), percent: percent === '' ? '0' : percent, legal: emptyAsNull(legal) };
      return partner === null
        ? api.graphql(OpenPartnerDocument, { input: given }, options)
        : api.graphql(ChangePartnerDocument, { input: { ...given, active, partnerId: partner.id } }, options);
    },
    onDone: (_, { name }) => {
      showToast({ message: partner === null ? t('added', { name }) : t('saved', { name }) });
      onClose();
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Values>(
    command,
    {
      name: partner?.name ?? '',
      percent: withoutZeros(partner?.percent ?? '0'),
      active: partner?.active ?? true,
      legal: filled(partner?.legal),
    },
    (values) => values,
  );
  return (
    <Form
      form={form}
      onSubmit={onSubmit}
      failure={failure}
      labels={{ name: t('name'), percent: t('percent') }}
      footer={
        may && (
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" tone="primary" busy={running}>
              {partner === null ? t('add') : t('save')}
            </Button>
          </>
        )
      }
    >
      <Columns>
        <TextField name="name" label={t('name')} readOnly={!may} maxLength={200} />
        <NumberField
          name="percent"
          label={t('percent')}
          description={t('percentHelp')}
          maxDecimals={4}
          readOnly={!may}
        />
      </Columns>
      {partner !== null && <SwitchField name="active" label={t('activeLabel')} disabled={!may} />}
      <Section title={t('legal')} level={3} look="plain">
        <Columns>
          {legalFields.map((field) => (
            <TextField key={field} name={`legal.${field}`} label={t(field)} optional readOnly={!may} />
          ))}
          <LookupField name="legal.country" label={t('country')} optional choices={countryChoices()} disabled={!may} />
        </Columns>
      </Section>
    </Form>
  );
}

function filled(legal: Partner['legal'] | undefined): Record<LegalField, string> {
  const value = (field: LegalField) => legal?.[field] ?? '';
  return {
    legalName: value('legalName'),
    companyNumber: value('companyNumber'),
    vatId: value('vatId'),
    street: value('street'),
    zip: value('zip'),
    city: value('city'),
    country: value('country'),
    email: value('email'),
    phone: value('phone'),
    website: value('website'),
    bankName: value('bankName'),
    bankAccount: value('bankAccount'),
    language: value('language'),
  };
}

function emptyAsNull(legal: Values['legal']): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(legal).map(([field, value]) => [field, value === null || value.trim() === '' ? null : value.trim()]),
  );
}
