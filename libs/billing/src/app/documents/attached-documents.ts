import { Injectable, type OnModuleInit } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { Attachments, type DrawnAttachment } from '@demarc/messaging';
import { Papers } from './papers.js';

export const DOCUMENTS_SOURCE = 'billing.document';

/** Draws the documents that mails carry: the same bytes that everybody gets who opens the document. */
@Injectable()
export class AttachedDocuments implements OnModuleInit {
  constructor(
    private readonly attachments: Attachments,
    private readonly papers: Papers,
  ) {}

  onModuleInit(): void {
    this.attachments.provide(DOCUMENTS_SOURCE, ({ kind, id }) => this.draw(kind, id));
  }

  private draw(kind: string, id: string): Promise<DrawnAttachment> {
    if (kind !== 'invoice' && kind !== 'credit_note') throw new Error(`mails carry no "${kind}"`);
    return this.papers.print(kind, id, { actor: systemActor('mail'), requestId: `mail-${id}` });
  }
}
