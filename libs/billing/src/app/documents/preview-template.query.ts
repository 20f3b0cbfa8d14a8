import { Injectable } from '@nestjs/common';
import { type Asking, type Call, Query, QueryBus, type Rule } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { MarkupFault } from '@demarc/documents';
import { Clock, invalid } from '@demarc/kernel';
import type { PaperKind } from '../../documents/paper-data.js';
import { PaperPress } from '../../documents/paper-press.js';
import { sampleData } from '../../documents/paper-sample.js';
import { languageOf } from '../../documents/paper-texts.js';
import type { PaperOrder } from '../../documents/print-order.js';
import { BillingPermissions } from '../../permissions.js';
import { logoAt } from './paper-logo.js';
import { FindStatement } from './find-statement.query.js';
import { PAPER_QUERIES } from './paper-queries.js';

export interface WantedPreview {
  readonly kind: PaperKind;
  readonly language: string;
  readonly source: string;
  /** A real document of this kind, of a statement its customer; an example when left out. */
  readonly documentId?: string | undefined;
  /** Whose image is on it; of a document its own partner's. */
  readonly partnerId?: string | undefined;
}

export interface TemplatePreview {
  readonly pdf: Buffer | null;
  readonly fault: { readonly line: number; readonly message: string } | null;
}

/** What a preview is drawn in: the locale of its language, and the image of the partner. */
@Injectable()
export class PreviewSetting extends Query<
  { language: string; partnerId?: string | undefined },
  { locale: string; logo: Buffer | undefined }
> {
  readonly rule: Rule = {
    name: 'billing.previewPaperTemplate',
    sentence: 'See what a template prints',
    permission: BillingPermissions['paperTemplate.view'],
  };

  constructor(private readonly operators: Operators) {
    super();
  }

  async answer(
    { language, partnerId }: { language: string; partnerId?: string | undefined },
    { sql, clock }: Asking,
  ): Promise<{ locale: string; logo: Buffer | undefined }> {
    if (!/^[a-z]{2,3}$/.test(language))
      throw invalid('INVALID_INPUT', 'Give the language by its letters, such as en.', [
        { field: 'language', message: 'must be a language such as en' },
      ]);
    const { locale } = await this.operators.settings(sql);
    const logo = partnerId === undefined ? undefined : await logoAt(sql, partnerId, clock.now());
    return { locale: languageOf(locale) === language ? locale : language, logo: logo?.bytes };
  }
}

/** Draws what somebody is writing: nothing is kept. A fault comes with the line that it is on. */
@Injectable()
export class TemplatePreviews {
  constructor(
    private readonly queries: QueryBus,
    private readonly press: PaperPress,
    private readonly clock: Clock,
  ) {}

  async preview(
    { kind, language, source, documentId, partnerId }: WantedPreview,
    call: Call,
  ): Promise<TemplatePreview> {
    const { locale, logo: ofPartner } = await this.queries.ask(PreviewSetting, { language, partnerId }, call);
    const real = await this.realOrder(kind, documentId, call);
    const data = real?.data ?? sampleData(kind);
    const logo = real ? real.logo : ofPartner;
    try {
      return { pdf: await this.press.print([{ source, data, locale, logo }], this.clock.now()), fault: null };
    } catch (error) {
      if (!(error instanceof MarkupFault)) throw error;
      return { pdf: null, fault: { line: error.line, message: error.message } };
    }
  }

  private async realOrder(
    kind: PaperKind,
    documentId: string | undefined,
    call: Call,
  ): Promise<PaperOrder | undefined> {
    if (documentId === undefined) return undefined;
    if (kind === 'statement') return (await this.queries.ask(FindStatement, { customerId: documentId }, call)).order;
    const found = await this.queries.ask(PAPER_QUERIES[kind], { id: documentId, afresh: true }, call);
    return found.order ?? undefined;
  }
}
