import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ButtonLink, EmptyState, ErrorState, Page, Skeleton, useTexts } from '@demarc/ui';
import { asFailure } from '@demarc/web-kit';
import { frameTexts } from './frame-texts';

export function NotFoundScreen() {
  const t = useTexts(frameTexts);
  return (
    <Page title={t('notFound')}>
      <EmptyState
        title={t('notFound')}
        description={t('notFoundText')}
        action={
          <ButtonLink tone="primary" href="/">
            {t('toHome')}
          </ButtonLink>
        }
      />
    </Page>
  );
}

/** A screen that broke takes nothing else with it: the rail and the palette stay. */
export function RouteFailure({ error, reset }: ErrorComponentProps) {
  const t = useTexts(frameTexts);
  const router = useRouter();
  const failure = asFailure(error) ?? { code: 'SCREEN_FAILED', message: t('failedText') };
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Page title={t('failed')}>
      <ErrorState failure={failure} onRetry={again} />
    </Page>
  );
}

export function RoutePending() {
  const t = useTexts(frameTexts);
  return (
    <div className="dm-page">
      <Skeleton lines={8} label={t('loading')} />
    </div>
  );
}
