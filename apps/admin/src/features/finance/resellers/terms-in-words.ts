import { useFormat, useTexts } from '@demarc/ui';
import { resellerTexts } from './reseller-texts';
import type { Reseller } from './resellers.graphql';

type Terms = Reseller['terms'][number];

/** "12.5 % of what is collected, with fees". */
export function useTermsInWords(): (terms: Terms | undefined) => string {
  const t = useTexts(resellerTexts);
  const format = useFormat();
  return (terms) => {
    if (terms === undefined || Number(terms.percent) === 0) return t('nothingShared');
    const said = t('percent', { percent: format.decimal(terms.percent), basis: t(terms.basis) });
    return terms.withFees ? `${said}, ${t('withFees')}` : said;
  };
}
