import { FamilyTag, useFormat, useTexts } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { RoutersDocument } from './routers.graphql';
import { routersTexts } from './routers-texts';

export type RouterRow = ResultOf<typeof RoutersDocument>['routers'][number];

const DAY_MS = 86_400_000;

/** A router with customers behind it hands on a login more often than once a day. */
export function RouterState({ router }: { router: RouterRow }) {
  const t = useTexts(routersTexts);
  const format = useFormat();
  if (!router.hasRadiusSecret && !router.isKnownOverTls) return <FamilyTag family="bad">{t('noSecret')}</FamilyTag>;
  if (router.lastSeenAt === null) return <FamilyTag family="waiting">{t('unheard')}</FamilyTag>;
  const quiet = format.now() - Date.parse(router.lastSeenAt) > DAY_MS && router.onlineSessions === 0;
  return quiet ? (
    <FamilyTag family="attention" detail={t('quietDetail')}>
      {t('quiet')}
    </FamilyTag>
  ) : (
    <FamilyTag family="good">{t('heard')}</FamilyTag>
  );
}
