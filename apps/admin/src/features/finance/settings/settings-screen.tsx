import { lazy, Suspense } from 'react';
import { Button, ErrorState, Page, SelectInput, Skeleton, Stack, Text, useTexts } from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { usePartners } from '../use-partners';
import { SettingGroup } from './setting-group';
import { settingGroups } from './setting-list';
import { BillingSettingsDocument } from './settings.graphql';
import { settingsTexts } from './settings-texts';

const EditPanel = lazy(async () => ({ default: (await import('./settings-panel')).SettingsPanel }));

const UpdatePanel = lazy(async () => ({
  default: (await import('../account-updates/account-update-panel')).AccountUpdatePanel,
}));

/** The billing settings of everybody or of one partner: the value in force, where it comes from, and the way back. */
export function BillingSettingsScreen() {
  const t = useTexts(settingsTexts);
  return (
    <Guarded title={t('title')} needs={['billing.policy.view']}>
      <Scopes />
    </Guarded>
  );
}

function Scopes() {
  const t = useTexts(settingsTexts);
  const { can } = useSession();
  const partners = usePartners();
  const [partnerId, setPartnerId] = useUrlParam('partner');
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const partner = partners.find(({ id }) => id === partnerId) ?? null;
  const { data, failure, retry } = useApiQuery(BillingSettingsDocument, { partnerId: partner?.id ?? null });
  const edited = settingGroups.find(({ id }) => id === panel);
  const changes = can('billing.policy.change');
  return (
    <Page
      title={t('title')}
      actions={can('billing.account.updateMany') && <Button onClick={() => setPanel('update')}>{t('update')}</Button>}
    >
      {partners.length > 0 && (
        <Stack gap="xs" align="start">
          <SelectInput
            label={t('scope')}
            value={partner?.id ?? ''}
            onChange={(id) => setPartnerId(id === '' ? null : id)}
            emptyLabel={t('everybody')}
            optional
            choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Text size="small" tone="secondary">
            {t('scopeHelp')}
          </Text>
        </Stack>
      )}
      {data === undefined && failure !== null && <ErrorState failure={failure} onRetry={retry} />}
      {data === undefined && failure === null && <Skeleton lines={12} label={t('loading')} />}
      {data !== undefined &&
        settingGroups.map((group) => (
          <SettingGroup
            key={group.id}
            group={group.id}
            names={group.names}
            settings={data.billingSettings}
            partner={partner}
            onEdit={changes ? () => setPanel(group.id) : null}
          />
        ))}
      {panel === 'update' && can('billing.account.updateMany') && (
        <Suspense fallback={null}>
          <UpdatePanel partner={partner} onClose={() => setPanel(null)} />
        </Suspense>
      )}
      {data !== undefined && edited !== undefined && changes && (
        <Suspense fallback={null}>
          <EditPanel
            group={edited.id}
            names={edited.names}
            settings={data.billingSettings}
            partner={partner}
            onClose={() => setPanel(null)}
          />
        </Suspense>
      )}
    </Page>
  );
}
