import { defineCatalogue, FamilyTag, StatusTag, useTexts } from '@demarc/ui';

const texts = defineCatalogue('portal-service-state', { ended: 'Ended' });

/** Where a service stands, as customers say it: what staff call disabled has ended for them. */
export function ServiceState({ status }: { status: 'PENDING' | 'ACTIVE' | 'PAUSED' | 'DISABLED' | 'ARCHIVED' }) {
  const t = useTexts(texts);
  if (status === 'DISABLED' || status === 'ARCHIVED') return <FamilyTag family="off">{t('ended')}</FamilyTag>;
  return <StatusTag kind="service" value={status} />;
}
