import { DocumentsController } from './api/documents.controller.js';
import {
  CreditNoteMailResolver,
  DocumentMailResolver,
  InvoiceMailResolver,
  RunMailResolver,
} from './api/document-mail.resolver.js';
import { CustomerFutureItemsResolver, FutureItemResolver } from './api/future-item.resolver.js';
import { CorrectionResolver, CreditResolver } from './api/correction.resolver.js';
import { NextNumberResolver } from './api/next-number.resolver.js';
import { CustomerProformasResolver, ProformaResolver } from './api/proforma.resolver.js';
import { CustomerStatementResolver } from './api/statement.resolver.js';
import { PaperTemplateResolver } from './api/paper-template.resolver.js';
import { AttachedDocuments } from './app/documents/attached-documents.js';
import { DocumentMails } from './app/documents/document-mails.js';
import { CountRunMails, LastMailsOf, ListUnmailed } from './app/documents/find-mails.query.js';
import { OnCreditNoteIssued, OnInvoicesIssued } from './app/documents/on-documents-issued.js';
import { SendDocument } from './app/documents/send-document.js';
import { FindDepositPaper } from './app/documents/find-deposit-paper.query.js';
import { FindFutureItem, ListFutureItems } from './app/documents/find-future-items.query.js';
import {
  FindCreditNotePaper,
  FindInvoicePaper,
  FindProformaPaper,
  FindReceiptPaper,
} from './app/documents/find-paper.query.js';
import { FindStatement } from './app/documents/find-statement.query.js';
import { FindLogoUrl, FindPaperLogo, SavePaperLogo } from './app/documents/paper-logo.js';
import { PaperDesk } from './app/documents/paper-desk.js';
import { AddFutureItem, CancelFutureItem, ChangeFutureItem } from './app/documents/future-item-commands.js';
import { IssueOneTimeInvoice } from './app/documents/issue-one-time-invoice.js';
import { OneTimeReturns } from './app/documents/one-time-returns.js';
import { OneTimeSales } from './app/documents/one-time-sales.js';
import { Papers } from './app/documents/papers.js';
import { CorrectInvoice, PreviewCorrection } from './app/documents/correct-invoice.js';
import { CreditInvoice, PreviewCredit } from './app/documents/credit-invoice.js';
import { RelatedDocuments } from './app/documents/find-related.query.js';
import { FindProforma, ListProformas, ProformaLinesOf } from './app/documents/find-proformas.query.js';
import { MakeProformas } from './app/documents/make-proformas.schedule.js';
import { NextNumber } from './app/documents/next-number.query.js';
import { OnProformaPaid, OnProformaPaymentReversed } from './app/documents/on-proforma-paid.js';
import { CancelProforma, IssueProforma } from './app/documents/proforma-commands.js';
import { IssueCreditNote } from './app/documents/issue-credit-note.js';
import { FindTemplate, FindTemplateVersion, ListTemplates } from './app/documents/find-templates.query.js';
import { PreviewSetting, TemplatePreviews } from './app/documents/preview-template.query.js';
import { DropPaperTemplate, SavePaperTemplate } from './app/documents/template-commands.js';
import { PostDebit, TakeBackDebit } from './app/documents/post-debit.js';
import { VoidInvoice } from './app/documents/void-invoice.js';
import { PaperPress } from './documents/paper-press.js';

/** Documents, what waits for them, and how they are printed, as the module of billing takes them in. */
export const DOCUMENT_PROVIDERS = [
  OneTimeSales,
  OneTimeReturns,
  IssueOneTimeInvoice,
  VoidInvoice,
  CreditInvoice,
  PreviewCredit,
  IssueCreditNote,
  CorrectInvoice,
  PreviewCorrection,
  NextNumber,
  NextNumberResolver,
  IssueProforma,
  CancelProforma,
  ListProformas,
  FindProforma,
  ProformaLinesOf,
  OnProformaPaid,
  OnProformaPaymentReversed,
  MakeProformas,
  ProformaResolver,
  CustomerProformasResolver,
  RelatedDocuments,
  CreditResolver,
  CorrectionResolver,
  PostDebit,
  TakeBackDebit,
  AddFutureItem,
  ChangeFutureItem,
  CancelFutureItem,
  ListFutureItems,
  FindFutureItem,
  FutureItemResolver,
  CustomerFutureItemsResolver,
  FindTemplate,
  FindTemplateVersion,
  ListTemplates,
  PreviewSetting,
  TemplatePreviews,
  SavePaperTemplate,
  DropPaperTemplate,
  PaperTemplateResolver,
  PaperPress,
  Papers,
  FindInvoicePaper,
  FindCreditNotePaper,
  FindReceiptPaper,
  FindProformaPaper,
  FindDepositPaper,
  FindStatement,
  PaperDesk,
  DocumentMails,
  AttachedDocuments,
  OnInvoicesIssued,
  OnCreditNoteIssued,
  SendDocument,
  LastMailsOf,
  ListUnmailed,
  CountRunMails,
  DocumentMailResolver,
  InvoiceMailResolver,
  CreditNoteMailResolver,
  RunMailResolver,
  SavePaperLogo,
  FindPaperLogo,
  FindLogoUrl,
  CustomerStatementResolver,
];

export const DOCUMENT_CONTROLLERS = [DocumentsController];
