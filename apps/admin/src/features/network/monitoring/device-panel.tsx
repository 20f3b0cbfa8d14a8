import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import {
  Button,
  Columns,
  Form,
  NumberField,
  PasswordField,
  SelectField,
  showToast,
  SidePanel,
  SwitchField,
  TextAreaField,
  TextField,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { RoutersDocument } from '../routers/routers.graphql';
import { SitesDocument } from '../sites/sites.graphql';
import { deviceInput, type DeviceValues, firstDeviceValues, readMetricLines } from './device-values';
import { DevicesDocument, type DeviceRecord, SaveDeviceDocument, type WatchedDevice } from './monitoring.graphql';
import { monitoringTexts } from './monitoring-texts';

const kinds = ['ROUTER', 'SWITCH', 'ACCESS_POINT', 'RADIO_LINK', 'OLT', 'UPS', 'SERVER', 'OTHER'] as const;

export interface DevicePanelProps {
  readonly device: WatchedDevice | null;
  readonly metrics?: DeviceRecord['metrics'];
  readonly routerId?: string;
  readonly onClose: () => void;
}

export function DevicePanel({ device, metrics = [], routerId = '', onClose }: DevicePanelProps) {
  const t = useTexts(monitoringTexts);
  const [badLine, setBadLine] = useState<number | null>(null);
  const command = useMutationCommand(SaveDeviceDocument, {
    onDone: ({ saveDevice }) => {
      showToast({ message: t('saved', { name: saveDevice.name }) });
      onClose();
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<DeviceValues, unknown, Parameters<typeof command.run>[0]>(
    command,
    firstDeviceValues(device, metrics, routerId),
    (values) => {
      const own = readMetricLines(values.metrics);
      setBadLine(typeof own === 'number' ? own : null);
      return typeof own === 'number' ? null : deviceInput(values, device, own ?? []);
    },
  );
  return (
    <SidePanel title={device === null ? t('addDevice') : device.name} onClose={onClose} size="lg">
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ name: t('name'), address: t('address'), community: t('community'), parentId: t('parent') }}
        footer={
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" tone="primary" busy={running}>
              {device === null ? t('watch') : t('save')}
            </Button>
          </>
        }
      >
        <Basics device={device} />
        <Snmp isKnown={device !== null} />
        <TextAreaField
          name="metrics"
          label={t('ownValues')}
          description={badLine === null ? t('ownHelp') : t('ownFault', { line: badLine })}
          rows={3}
          optional
          mono
        />
      </Form>
    </SidePanel>
  );
}

function Basics({ device }: { device: WatchedDevice | null }) {
  const t = useTexts(monitoringTexts);
  const routers = useApiQuery(RoutersDocument, {}).data?.routers ?? [];
  const sites = useApiQuery(SitesDocument, {}).data?.sites ?? [];
  const devices = useApiQuery(DevicesDocument, {}).data?.devices ?? [];
  const choices = (rows: readonly { id: string; name: string }[], none: string) => [
    { value: '', label: none },
    ...rows.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Columns>
      <TextField name="name" label={t('name')} maxLength={200} autoFocus />
      <SelectField name="kind" label={t('kind')} choices={kinds.map((value) => ({ value, label: t(value) }))} />
      <TextField name="address" label={t('address')} mono />
      <TextField name="model" label={t('model')} optional />
      <SelectField name="siteId" label={t('site')} optional choices={choices(sites, t('noSite'))} />
      <SelectField name="routerId" label={t('router')} optional choices={choices(routers, t('noRouter'))} />
      <SelectField
        name="parentId"
        label={t('parent')}
        description={t('parentHelp')}
        optional
        choices={choices(
          devices.filter(({ id }) => id !== device?.id),
          t('noParent'),
        )}
      />
      <NumberField name="pollSeconds" label={t('pollSeconds')} />
      <SwitchField name="ping" label={t('ping')} />
    </Columns>
  );
}

function Snmp({ isKnown }: { isKnown: boolean }) {
  const t = useTexts(monitoringTexts);
  const snmp: unknown = useWatch({ name: 'snmp' });
  const keep = isKnown ? { description: t('keep'), optional: true } : {};
  return (
    <Columns>
      <SelectField
        name="snmp"
        label={t('snmp')}
        choices={(['NONE', 'V2C', 'V3'] as const).map((value) => ({ value, label: t(value) }))}
      />
      {snmp !== 'NONE' && <NumberField name="snmpPort" label={t('snmpPort')} />}
      {snmp === 'V2C' && <PasswordField name="community" label={t('community')} autoComplete="off" {...keep} />}
      {snmp === 'V3' && (
        <>
          <TextField name="snmpUser" label={t('snmpUser')} mono />
          <SelectField
            name="snmpAuth"
            label={t('auth')}
            choices={[
              { value: 'NONE', label: t('authNONE') },
              ...(['MD5', 'SHA', 'SHA256', 'SHA512'] as const).map((value) => ({ value, label: t(value) })),
            ]}
          />
          <PasswordField name="authKey" label={t('authKey')} autoComplete="off" {...keep} />
          <SelectField
            name="snmpPrivacy"
            label={t('privacy')}
            choices={[
              { value: 'NONE', label: t('authNONE') },
              ...(['DES', 'AES'] as const).map((value) => ({ value, label: t(value) })),
            ]}
          />
          <PasswordField name="privacyKey" label={t('privacyKey')} autoComplete="off" {...keep} />
        </>
      )}
      {snmp !== 'NONE' && <SwitchField name="interfaces" label={t('interfaces')} />}
    </Columns>
  );
}
