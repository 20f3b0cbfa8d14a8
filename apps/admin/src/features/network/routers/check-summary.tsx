import { FamilyTag, useTexts } from '@demarc/ui';
import { routerCareTexts } from './router-care-texts';
import type { RouterRow } from './router-state';

/** How much of a router is proven; a router that is not proven says so in the list. */
export function CheckSummary({ checks }: { checks: RouterRow['checks'] }) {
  const t = useTexts(routerCareTexts);
  const asked = checks.filter(({ state }) => state !== 'NOT_NEEDED');
  const passed = asked.filter(({ state }) => state === 'PASSED').length;
  const failed = asked.filter(({ state }) => state === 'FAILED');
  const family = failed.length > 0 ? 'bad' : passed === asked.length ? 'good' : 'waiting';
  const detail = failed.length > 0 ? failed.map(({ kind }) => t(kind)).join(', ') : undefined;
  return (
    <FamilyTag family={family} {...(detail === undefined ? {} : { detail })}>
      {failed.length > 0 ? t('summaryFailed', { count: failed.length }) : t('summary', { passed, all: asked.length })}
    </FamilyTag>
  );
}
