import { Injectable } from '@nestjs/common';
import { type Asking, type Call, Query, QueryBus, type Rule } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { MarkupFault } from '@demarc/documents';
import { Clock } from '@demarc/kernel';
import type { PaperData, PaperKind } from '../../documents/paper-data.js';
import { PaperPress } from '../../documents/paper-press.js';
import { sampleData } from '../../documents/paper-sample.js';
import { languageOf } from '../../documents/paper-texts.js';
import { BillingPermissions } from '../../permissions.js';
import { FindCreditNotePaper, FindInvoicePaper, FindProformaPaper, FindReceiptPaper } from './find-paper.query.js';

export interface WantedPreview {
  readonly kind: PaperKind;
  readonly language: string;
  readonly source: string;
  /** A real document of this kind; an example when left out. */
  readonly documentId?: string | undefined;
}

export interface TemplatePreview {
  readonly pdf: Buffer | null;
  readonly fault: { readonly line: number; readonly message: string } | null;
}

/** The locale that papers of a language read in. */
@Injectable()
export class PreviewLocale extends Query<{ language: string }, string> {
  readonly rule: Rule = {
    name: 'billing.previewPaperTemplate',
    sentence: 'See what a template prints',
    permission: BillingPermissions['paperTemplate.view'],
  };

  constructor(private readonly operators: Operators) {
    super();
  }

  async answer({ language }: { language: string }, { sql }: Asking): Promise<string> {
    const { locale } = await this.operators.settings(sql);
    return languageOf(locale) === language ? locale : language;
  }
}

const PAPERS = {
  invoice: FindInvoicePaper,
  credit_note: FindCreditNotePaper,
  receipt: FindReceiptPaper,
  proforma: FindProformaPaper,
} as const;

/** Draws what somebody is writing: nothing is kept. A fault comes with the line that it is on. */
@Injectable()
export class TemplatePreviews {
  constructor(
    private readonly queries: QueryBus,
    private readonly press: PaperPress,
    private readonly clock: Clock,
  ) {}

  async preview({ kind, language, source, documentId }: WantedPreview, call: Call): Promise<TemplatePreview> {
    const locale = await this.queries.ask(PreviewLocale, { language }, call);
    const data = (await this.realData(kind, documentId, call)) ?? sampleData(kind);
    try {
      return { pdf: await this.press.print([{ source, data, locale }], this.clock.now()), fault: null };
    } catch (error) {
      if (!(error instanceof MarkupFault)) throw error;
      return { pdf: null, fault: { line: error.line, message: error.message } };
    }
  }

  private async realData(kind: PaperKind, documentId: string | undefined, call: Call): Promise<PaperData | undefined> {
    if (documentId === undefined || !(kind in PAPERS)) return undefined;
    const found = await this.queries.ask(PAPERS[kind as keyof typeof PAPERS], { id: documentId, afresh: true }, call);
    return found.order?.data;
  }
}
