import { Notice, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { frameTexts } from './frame-texts';
import { ScopePartnersDocument } from './operator.graphql';

/** Who sees only some partners is told so, since lists and sums are those of these partners alone. */
export function ScopeBanner() {
  const t = useTexts(frameTexts);
  const { session, can } = useSession();
  const partners = session.kind === 'staff' ? (session.staff?.partners ?? 'all') : 'all';
  const limited = partners !== 'all';
  const { data } = useApiQuery(ScopePartnersDocument, {}, { enabled: limited && can('crm.partner.view') });
  if (!limited) return null;
  const names = (data?.partners ?? []).filter(({ id }) => partners.includes(id)).map(({ name }) => name);
  const count = partners.length;
  return (
    <Notice family="info">
      {names.length === 0 ? t('scopePlain', { count }) : t('scope', { count, names: names.join(', ') })}
    </Notice>
  );
}
