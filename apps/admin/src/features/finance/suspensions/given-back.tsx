import { StatusTag, Stack, Text, useTexts } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import { suspensionTexts } from './suspension-texts';
import type { PreviewRollbackDocument } from './suspensions.graphql';

type Item = ResultOf<typeof PreviewRollbackDocument>['previewRollback']['items'][number];
type ServiceChange = Item['services'][number];

/** What the services of a customer get back: their state where that changes, and access, which a block alone had closed. */
export function GivenBack({ item }: { item: Pick<Item, 'status' | 'statusAfter' | 'stays' | 'services'> }) {
  const t = useTexts(suspensionTexts);
  if (item.stays !== null) return t(`stays_${item.stays}`);
  const running = item.services.filter(({ after }) => after === 'ACTIVE').length;
  const changes = changesOf(item.services);
  return (
    <Stack gap="xs">
      {changes.map(({ status, after, count }) => (
        <span key={`${status} ${after}`} className="admin-change">
          {count} × <StatusTag kind="service" value={status} quiet /> <span aria-hidden="true">→</span>{' '}
          <StatusTag kind="service" value={after} quiet />
        </span>
      ))}
      {running > 0 && (
        <Text as="span">{item.statusAfter === 'ACTIVE' ? t('opens', { count: running }) : t('staysShut')}</Text>
      )}
      {running === 0 && changes.length === 0 && <Text as="span">{t('noServices')}</Text>}
    </Stack>
  );
}

function changesOf(services: readonly ServiceChange[]) {
  const changes = new Map<string, Pick<ServiceChange, 'status' | 'after'> & { readonly count: number }>();
  for (const { status, after } of services) {
    if (status === after) continue;
    const key = `${status} ${after}`;
    changes.set(key, { status, after, count: (changes.get(key)?.count ?? 0) + 1 });
  }
  return [...changes.values()];
}
