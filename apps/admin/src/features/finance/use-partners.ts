import type { FilterField } from '@demarc/ui';
import { defineCatalogue, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { graphql } from '@demarc/web-api';

const PartnerChoicesDocument = graphql(`
  query PartnerChoices {
    partners {
      id
      name
      active
    }
  }
`);

const texts = defineCatalogue('partnerFilter', { partner: 'Partner' });

/** The partners in the reach of the person; none where partners may not be seen. */
export function usePartners() {
  const { can } = useSession();
  const { data } = useApiQuery(PartnerChoicesDocument, {}, { enabled: can('crm.partner.view') });
  return data?.partners ?? [];
}

/** A filter by partner, where there is more than one. */
export function usePartnerFilter(): readonly FilterField[] {
  const t = useTexts(texts);
  const partners = usePartners();
  if (partners.length < 2) return [];
  const choices = partners.map(({ id, name }) => ({ value: id, label: name }));
  return [{ id: 'partner', label: t('partner'), kind: 'choices', choices }];
}
