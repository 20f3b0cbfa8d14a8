import { ErrorState, Page, Section, Skeleton, Stack, Text, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { GardenForm } from './garden-form';
import { GardenSettingsDocument } from './garden.graphql';
import { gardenTexts } from './garden-texts';
import { RouterRecipe } from './router-recipe';

const REASONS = ['balance', 'quota', 'hold', 'not_active', 'unknown', 'device', 'password', 'open'] as const;

export function GardenScreen() {
  const t = useTexts(gardenTexts);
  return (
    <Guarded title={t('title')} needs={['networking.router.view']}>
      <Garden />
    </Guarded>
  );
}

function Garden() {
  const t = useTexts(gardenTexts);
  const { can } = useSession();
  const { data, status, failure, retry } = useApiQuery(GardenSettingsDocument, {});
  return (
    <Page title={t('title')} description={t('lead')}>
      {status === 'loading' && <Skeleton lines={8} />}
      {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
      {data && (
        <Stack>
          <Section title={t('notices')}>
            <Text tone="secondary">{t('noticesLead')}</Text>
            <ul className="dm-plain-list">
              {REASONS.map((reason) => (
                <li key={reason}>
                  <a className="dm-link" href={`/notice/samples/${reason}`} target="_blank" rel="noreferrer">
                    {t(reason)}
                    <span className="dm-hidden">, {t('opensNewTab')}</span>
                  </a>
                </li>
              ))}
            </ul>
          </Section>
          <GardenForm
            key={data.gardenSettings.revision}
            settings={data.gardenSettings}
            readOnly={!can('networking.router.manage')}
          />
          <RouterRecipe routers={data.routers} />
        </Stack>
      )}
    </Page>
  );
}
