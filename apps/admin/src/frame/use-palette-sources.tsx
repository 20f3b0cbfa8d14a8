import { useMemo } from 'react';
import { type PaletteItem, type PaletteSource, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { frameTexts } from './frame-texts';
import type { Navigation } from './navigation';
import { verbs, verbTexts } from './verbs';

/** What the palette can find: pages and acts of this person. */
export function usePaletteSources({ places }: Navigation): readonly PaletteSource[] {
  const t = useTexts(frameTexts);
  const verbText = useTexts(verbTexts);
  const { can } = useSession();
  return useMemo(() => {
    const acts = verbs
      .filter(({ needs }) => needs.some(can))
      .map(({ id, label, icon, href }) => ({ id, label: verbText(label), icon, href }));
    const pages = places.map(({ id, label, area, icon, href }) => ({
      id,
      label,
      icon,
      href,
      ...(area === label ? {} : { detail: area }),
    }));
    return [
      { id: 'do', label: t('verbs'), find: (text) => matching(acts, text) },
      { id: 'pages', label: t('pages'), find: (text) => matching(pages, text) },
    ];
  }, [t, verbText, can, places]);
}

function matching(items: readonly PaletteItem[], text: string): readonly PaletteItem[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
}
