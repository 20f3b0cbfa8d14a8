import { Button, Form, NumberField, showToast, SidePanel, Skeleton, SwitchField, useTexts } from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf, VariablesOf } from '@demarc/web-api';
import { AddressSettingsDocument, SetAddressSettingsDocument } from './pools.graphql';
import { poolsTexts } from './pools-texts';

type Settings = ResultOf<typeof AddressSettingsDocument>['addressSettings'];
type Input = VariablesOf<typeof SetAddressSettingsDocument>['input'];

interface Values {
  readonly quarantineDays: string;
  readonly givesBack: boolean;
  readonly staticFromPools: boolean;
  readonly releases: boolean;
  readonly releaseAfterMonths: string;
}

const formId = 'address-settings';

export function AddressSettingsPanel({ onClose }: { onClose: () => void }) {
  const { data } = useApiQuery(AddressSettingsDocument, {});
  const t = useTexts(poolsTexts);
  if (data) return <SettingsForm settings={data.addressSettings} onClose={onClose} />;
  return (
    <SidePanel title={t('settingsTitle')} onClose={onClose}>
      <Skeleton lines={4} />
    </SidePanel>
  );
}

function SettingsForm({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const t = useTexts(poolsTexts);
  const command = useMutationCommand(SetAddressSettingsDocument, {
    onDone: () => {
      showToast({ message: t('settingsSaved') });
      onClose();
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Input>(
    command,
    {
      quarantineDays: String(settings.quarantineDays),
      givesBack: settings.givesBack,
      staticFromPools: settings.staticFromPools,
      releases: settings.releaseAfterMonths !== null,
      releaseAfterMonths: String(settings.releaseAfterMonths ?? 12),
    },
    ({ releases, releaseAfterMonths, quarantineDays, ...rest }) => ({
      ...rest,
      quarantineDays: Number(quarantineDays),
      releaseAfterMonths: releases ? Number(releaseAfterMonths) : null,
    }),
  );
  return (
    <SidePanel
      title={t('settingsTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={formId} tone="primary" busy={running}>
            {t('saveSettings')}
          </Button>
        </>
      }
    >
      <Form
        id={formId}
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ quarantineDays: t('quarantineDays') }}
      >
        <NumberField name="quarantineDays" label={t('quarantineDays')} description={t('quarantineHelp')} />
        <SwitchField name="givesBack" label={t('givesBack')} description={t('givesBackHelp')} />
        <SwitchField name="staticFromPools" label={t('staticFromPools')} description={t('staticFromPoolsHelp')} />
        <SwitchField name="releases" label={t('releasesOn')} description={t('releasesHelp')} />
        {form.watch('releases') && <NumberField name="releaseAfterMonths" label={t('releaseAfterMonths')} />}
      </Form>
    </SidePanel>
  );
}
