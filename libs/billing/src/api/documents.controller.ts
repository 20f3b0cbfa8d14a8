import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { Asks } from '@demarc/access';
import { type Call } from '@demarc/commands';
import { CurrentCall } from '@demarc/graphql';
import {
  FindCreditNotePaper,
  FindInvoicePaper,
  FindProformaPaper,
  FindReceiptPaper,
} from '../app/documents/find-paper.query.js';
import { Papers, type StoredPaperKind } from '../app/documents/papers.js';

/** Documents as PDF, for staff within their scope and for customers their own. */
@Controller('documents')
export class DocumentsController {
  constructor(private readonly papers: Papers) {}

  @Get('invoices/:id.pdf')
  @Asks(FindInvoicePaper)
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Cache-Control', 'private, no-store')
  invoice(@Param('id') id: string, @CurrentCall() call: Call): Promise<StreamableFile> {
    return this.file('invoice', id, call);
  }

  @Get('credit-notes/:id.pdf')
  @Asks(FindCreditNotePaper)
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Cache-Control', 'private, no-store')
  creditNote(@Param('id') id: string, @CurrentCall() call: Call): Promise<StreamableFile> {
    return this.file('credit_note', id, call);
  }

  @Get('proformas/:id.pdf')
  @Asks(FindProformaPaper)
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Cache-Control', 'private, no-store')
  proforma(@Param('id') id: string, @CurrentCall() call: Call): Promise<StreamableFile> {
    return this.file('proforma', id, call);
  }

  @Get('receipts/:id.pdf')
  @Asks(FindReceiptPaper)
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Cache-Control', 'private, no-store')
  receipt(@Param('id') id: string, @CurrentCall() call: Call): Promise<StreamableFile> {
    return this.file('receipt', id, call);
  }

  private async file(kind: StoredPaperKind, id: string, call: Call): Promise<StreamableFile> {
    const { bytes, fileName } = await this.papers.print(kind, id, call);
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      disposition: `inline; filename="${fileName}"`,
      length: bytes.length,
    });
  }
}
