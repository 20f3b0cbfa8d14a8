import { applyDecorators, Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import { Asks } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall } from '@demarc/graphql';
import { invalid, type LocalDate, parseLocalDate } from '@demarc/kernel';
import { FindDepositPaper } from '../app/documents/find-deposit-paper.query.js';
import {
  FindCreditNotePaper,
  FindInvoicePaper,
  FindProformaPaper,
  FindReceiptPaper,
} from '../app/documents/find-paper.query.js';
import { FindStatement } from '../app/documents/find-statement.query.js';
import { FindPaperLogo } from '../app/documents/paper-logo.js';
import type { StoredPaperKind } from '../app/documents/paper-queries.js';
import { Papers, type PrintedPaper } from '../app/documents/papers.js';
import { FindSettlementPaper } from '../app/resellers/find-settlement-paper.query.js';

/** A document as PDF: bytes that no browser keeps, nor takes for anything else. */
function Pdf(path: string, query: Parameters<typeof Asks>[0]): MethodDecorator {
  return applyDecorators(
    Get(`${path}/:id.pdf`),
    Asks(query),
    Header('X-Content-Type-Options', 'nosniff'),
    Header('Cache-Control', 'private, no-store'),
  );
}

/** Documents as PDF, for staff within their scope and for customers their own. */
@Controller('documents')
export class DocumentsController {
  constructor(
    private readonly papers: Papers,
    private readonly queries: QueryBus,
  ) {}

  @Pdf('invoices', FindInvoicePaper)
  invoice(@Param('id') id: string, @CurrentCall() call: Call): Promise<StreamableFile> {
    return this.file('invoice', id, call);
  }

  @Pdf('credit-notes', FindCreditNotePaper)
  creditNote(@Param('id') id: string, @CurrentCall() call: Call): Promise<StreamableFile> {
    return this.file('credit_note', id, call);
  }

  @Pdf('proformas', FindProformaPaper)
  proforma(@Param('id') id: string, @CurrentCall() call: Call): Promise<StreamableFile> {
    return this.file('proforma', id, call);
  }

  @Pdf('receipts', FindReceiptPaper)
  receipt(@Param('id') id: string, @CurrentCall() call: Call): Promise<StreamableFile> {
    return this.file('receipt', id, call);
  }

  @Pdf('deposits', FindDepositPaper)
  deposit(@Param('id') id: string, @CurrentCall() call: Call): Promise<StreamableFile> {
    return this.file('deposit', id, call);
  }

  @Pdf('reseller-settlements', FindSettlementPaper)
  settlement(@Param('id') id: string, @CurrentCall() call: Call): Promise<StreamableFile> {
    return this.file('reseller_settlement', id, call);
  }

  /** The image of a partner, as its papers have it. */
  @Get('logos/:id')
  @Asks(FindPaperLogo)
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Content-Security-Policy', "default-src 'none'; sandbox")
  @Header('Cache-Control', 'private, max-age=300')
  async logo(@Param('id') partnerId: string, @CurrentCall() call: Call): Promise<StreamableFile> {
    const { kind, bytes } = await this.queries.ask(FindPaperLogo, { partnerId }, call);
    return new StreamableFile(bytes, { type: `image/${kind}`, disposition: 'inline', length: bytes.length });
  }

  /** Of a customer, over `from` to `through`. */
  @Pdf('statements', FindStatement)
  async statement(
    @Param('id') customerId: string,
    @Query('from') from: unknown,
    @Query('through') through: unknown,
    @CurrentCall() call: Call,
  ): Promise<StreamableFile> {
    return sent(
      await this.papers.statement({ customerId, from: dayOf('from', from), through: dayOf('through', through) }, call),
    );
  }

  private async file(kind: StoredPaperKind, id: string, call: Call): Promise<StreamableFile> {
    return sent(await this.papers.print(kind, id, call));
  }
}

function dayOf(name: string, given: unknown): LocalDate | undefined {
  if (given === undefined) return undefined;
  const day = typeof given === 'string' ? parseLocalDate(given) : undefined;
  if (!day) throw invalid('NOT_A_DAY', `"${name}" is a day such as 2026-01-31.`);
  return day;
}

function sent({ bytes, fileName }: PrintedPaper): StreamableFile {
  return new StreamableFile(bytes, {
    type: 'application/pdf',
    disposition: `inline; filename="${fileName}"`,
    length: bytes.length,
  });
}
