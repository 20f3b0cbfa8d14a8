import { useWatch } from 'react-hook-form';
import {
  Button,
  Columns,
  Form,
  NumberField,
  PasswordField,
  Section,
  SelectField,
  showToast,
  SidePanel,
  SwitchField,
  TextAreaField,
  TextField,
  useTexts,
} from '@demarc/ui';
import { useCommandForm } from '@demarc/web-kit';
import { RouterGardenFields } from './router-garden-fields';
import { circuitPlaces, firstRouterValues, lineBys, type RouterValues } from './router-values';
import type { RouterRow } from './router-state';
import { routersTexts } from './routers-texts';
import { usePlaces } from '../use-places';
import { useSaveRouter } from './use-save-router';

const vendors = [
  'MIKROTIK',
  'CISCO_IOS',
  'CISCO_IOSXE',
  'JUNIPER',
  'HUAWEI',
  'UBIQUITI',
  'CAMBIUM',
  'ACCEL_PPP',
  'WISPR',
  'STANDARD',
] as const;
const knownBys = ['ADDRESS', 'CERTIFICATE'] as const;
const signatures = ['REQUIRE', 'AUTO', 'OFF'] as const;
const blockings = ['DISCONNECT', 'ADDRESS_LIST'] as const;

export interface RouterFormPanelProps {
  readonly router: RouterRow | null;
  readonly onClose: () => void;
  /** Goes on to the router's facts and commands. */
  readonly onDone: (routerId: string) => void;
}

export function RouterFormPanel({ router, onClose, onDone }: RouterFormPanelProps) {
  const t = useTexts(routersTexts);
  const command = useSaveRouter(router, ({ id, name }) => {
    showToast({ message: router === null ? t('added', { name }) : t('saved', { name }) });
    onDone(id);
  });
  const { form, onSubmit, failure, running } = useCommandForm<RouterValues, unknown, RouterValues>(
    command,
    firstRouterValues(router),
    (values) => values,
  );
  return (
    <SidePanel title={router === null ? t('create') : router.name} onClose={onClose} size="lg">
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{
          name: t('name'),
          sources: t('sources'),
          'tls.names': t('certificates'),
          address: t('address'),
          coaPort: t('coaPort'),
          radiusSecret: t('secret'),
        }}
        footer={
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" tone="primary" busy={running}>
              {router === null ? t('add') : t('save')}
            </Button>
          </>
        }
      >
        <RouterBasics isNew={router === null} isKnownOverTls={router?.isKnownOverTls ?? false} />
        <Section title={t('treatment')} level={3} look="plain">
          <RouterTreatment />
        </Section>
        <Section title={t('garden')} level={3} look="plain">
          <RouterGardenFields />
        </Section>
      </Form>
    </SidePanel>
  );
}

function RouterBasics({ isNew, isKnownOverTls }: { isNew: boolean; isKnownOverTls: boolean }) {
  const t = useTexts(routersTexts);
  const isOverTls = useWatch({ name: 'knownBy' }) === 'CERTIFICATE';
  const { partners, locations, sites } = usePlaces();
  return (
    <>
      <Columns>
        <TextField name="name" label={t('name')} maxLength={100} autoFocus />
        <SelectField
          name="vendor"
          label={t('vendor')}
          description={t('vendorHelp')}
          choices={vendors.map((value) => ({ value, label: t(value) }))}
        />
      </Columns>
      {isNew && (
        <SelectField
          name="knownBy"
          label={t('knownBy')}
          choices={knownBys.map((value) => ({ value, label: t(value) }))}
        />
      )}
      {isOverTls ? <CertificateField /> : <UdpFields isNew={isNew} needsSources={!isKnownOverTls} />}
      <Columns>
        <TextField
          name="address"
          label={t('address')}
          description={isOverTls ? t('addressHelpTls') : t('addressHelp')}
          optional
          mono
        />
        <NumberField name="coaPort" label={t('coaPort')} description={t('coaPortHelp')} />
        <NumberField name="interimSeconds" label={t('interim')} description={t('interimHelp')} />
        <TextField name="model" label={t('model')} optional />
        {partners.length > 0 && (
          <SelectField
            name="partnerId"
            label={t('partner')}
            optional
            choices={[{ value: '', label: t('everyPartner') }, ...partners]}
          />
        )}
        {locations.length > 0 && (
          <SelectField
            name="locationId"
            label={t('location')}
            optional
            choices={[{ value: '', label: t('noLocation') }, ...locations]}
          />
        )}
        {sites.length > 0 && (
          <SelectField
            name="siteId"
            label={t('site')}
            description={t('siteHelp')}
            optional
            choices={[{ value: '', label: t('noSite') }, ...sites]}
          />
        )}
        <NumberField name="downloadKbps" label={t('download')} description={t('capacityHelp')} optional />
        <NumberField name="uploadKbps" label={t('upload')} optional />
      </Columns>
    </>
  );
}

function CertificateField() {
  const t = useTexts(routersTexts);
  return (
    <TextAreaField
      name="certificates"
      label={t('certificates')}
      description={t('certificatesHelp')}
      rows={2}
      mono
      optional
    />
  );
}

function UdpFields({ isNew, needsSources }: { isNew: boolean; needsSources: boolean }) {
  const t = useTexts(routersTexts);
  return (
    <>
      <TextAreaField
        name="sources"
        label={t('sources')}
        description={t('sourcesHelp')}
        rows={2}
        mono
        optional={!needsSources}
      />
      <SelectField
        name="messageAuthenticator"
        label={t('signature')}
        description={t('signatureHelp')}
        choices={signatures.map((value) => ({ value, label: t(value) }))}
      />
      <PasswordField
        name="radiusSecret"
        label={t('secret')}
        description={isNew ? t('secretHelp') : t('secretKeep')}
        autoComplete="off"
        optional
      />
    </>
  );
}

function RouterTreatment() {
  const t = useTexts(routersTexts);
  const blockBy: unknown = useWatch({ name: 'blockBy' });
  return (
    <Columns>
      <SelectField
        name="blockBy"
        label={t('blockBy')}
        choices={blockings.map((value) => ({ value, label: t(value) }))}
      />
      {blockBy === 'ADDRESS_LIST' && <TextField name="blockedAddressList" label={t('blockedList')} mono />}
      {blockBy === 'ADDRESS_LIST' && (
        <TextField name="activeAddressList" label={t('activeList')} description={t('activeListHelp')} mono />
      )}
      <NumberField name="sessionTimeoutSeconds" label={t('sessionTimeout')} optional />
      <NumberField name="idleTimeoutSeconds" label={t('idleTimeout')} optional />
      <SelectField
        name="lineBy"
        label={t('lineBy')}
        description={t('lineByHelp')}
        optional
        choices={[{ value: '', label: t('lineByUsual') }, ...lineBys.map((value) => ({ value, label: t(value) }))]}
      />
      <SelectField
        name="circuitFrom"
        label={t('circuitFrom')}
        description={t('circuitFromHelp')}
        optional
        choices={[
          { value: '', label: t('circuitFromUsual') },
          ...circuitPlaces.map((value) => ({ value, label: t(value) })),
        ]}
      />
      <SwitchField name="explainRejects" label={t('explain')} />
    </Columns>
  );
}
