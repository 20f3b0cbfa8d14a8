import { Banknote } from 'lucide-react';
import { useMemo } from 'react';
import { type PaletteItem, type PaletteSource, useTexts } from '@demarc/ui';
import { type ApiClient, useApi, useSession } from '@demarc/web-kit';
import { frameTexts } from './frame-texts';
import type { Navigation } from './navigation';
import { readPayWords } from './pay-words';
import { SearchDocument } from './search.graphql';
import { itemOfHit, type SearchHit } from './search-items';
import { verbs, verbTexts } from './verbs';

const hits = 12;

/** What the palette can find: any record by any identifier, acts, and pages of this person. */
export function usePaletteSources({ places }: Navigation): readonly PaletteSource[] {
  const t = useTexts(frameTexts);
  const api = useApi();
  const verbText = useTexts(verbTexts);
  const { can } = useSession();
  return useMemo(() => {
    const searches = can('crm.customer.view');
    const acts: readonly PaletteItem[] = verbs
      .filter(({ needs }) => needs.some(can))
      .map(({ id, label, icon, href }) => ({ id, label: verbText(label), icon, href }));
    const pages: readonly PaletteItem[] = places.map(({ id, label, area, icon, href }) => ({
      id,
      label,
      icon,
      href,
      ...(area === label ? {} : { detail: area }),
    }));
    const payment = (name: string, amount: string | null) =>
      amount === null ? t('payVerb', { name }) : t('payVerbAmount', { name, amount });
    const records: PaletteSource = {
      id: 'go',
      label: t('goTo'),
      find: async (text, signal) =>
        text.trim() === '' || readPayWords(text) !== null ? [] : (await find(api, text, signal)).map(itemOfHit),
    };
    return [
      ...(searches ? [records] : []),
      {
        id: 'do',
        label: t('verbs'),
        find: async (text, signal) => [
          ...matching(acts, text),
          ...(can('billing.payment.record') && searches ? await payments(api, text, signal, payment) : []),
        ],
      },
      { id: 'pages', label: t('pages'), find: (text) => matching(pages, text) },
    ];
  }, [t, api, verbText, can, places]);
}

async function find(api: ApiClient, text: string, signal: AbortSignal): Promise<readonly SearchHit[]> {
  return (await api.graphql(SearchDocument, { text, first: hits }, { signal })).search;
}

/** `pay 200 ana` leads to the filled-in payment panel of each Ana that is found. */
async function payments(
  api: ApiClient,
  text: string,
  signal: AbortSignal,
  label: (name: string, amount: string | null) => string,
): Promise<readonly PaletteItem[]> {
  const words = readPayWords(text);
  if (words === null) return [];
  const found = await find(api, `@customers: ${words.who}`, signal);
  const amount = words.amount === null ? '' : `&amount=${words.amount}`;
  return found.map(({ id, title, subtitle }) => ({
    id: `pay:${id}`,
    label: label(title, words.amount),
    detail: subtitle,
    icon: <Banknote size={16} aria-hidden="true" />,
    href: `/customers/${id}?panel=pay${amount}`,
  }));
}

function matching(items: readonly PaletteItem[], text: string): readonly PaletteItem[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
}
