import { ButtonLink, EmptyState, useTexts } from '@demarc/ui';
import { frameTexts } from './frame-texts';

export function NotFound() {
  const t = useTexts(frameTexts);
  return (
    <EmptyState
      title={t('notFound')}
      description={t('notFoundText')}
      action={<ButtonLink href="/">{t('toHome')}</ButtonLink>}
    />
  );
}
