import { drawPapers, type MarkedPaper, type Paper, renderTemplate } from '@demarc/documents';
import type { PaperData } from './paper-data.js';
import { paperFilters } from './paper-filters.js';
import { languageOf, paperTexts } from './paper-texts.js';

/** A paper whose page label is a text, so that it can be sent to another thread: `Page {page} of {pages}`. */
export type PlainPaper = Omit<Paper, 'pageLabel'> & { readonly pageLabel: string };

/** One paper to draw: plain data, so that it can be sent to another thread. */
export interface PaperOrder {
  readonly source: string;
  readonly data: PaperData;
  /** BCP 47: how amounts and days read, and which texts the template gets. */
  readonly locale: string;
  /** PNG or JPEG. Orders that go in one file share it. */
  readonly logo?: Uint8Array | undefined;
}

export function markPaper({ source, data, locale, logo }: PaperOrder): MarkedPaper {
  return renderTemplate({
    source,
    data,
    filters: paperFilters(locale),
    texts: paperTexts(languageOf(locale)),
    logo,
  });
}

/** The same orders give the same bytes. */
export function printOrders(orders: readonly PaperOrder[], madeAt: Date): Promise<Buffer> {
  return drawPapers(orders.map(markPaper), madeAt);
}
