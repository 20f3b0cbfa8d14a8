import { Injectable, type OnModuleInit } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { Acts, type Call } from '@demarc/commands';
import { Attachments, type DrawAttachment } from '@demarc/messaging';
import { Database, EVERYTHING } from '@demarc/persistence';
import { DocumentMails, DOCUMENTS_SOURCE, type MailedKind } from './document-mails.js';
import { Papers } from './papers.js';

/**
 * Draws the documents that mails carry: the same bytes that everybody gets who opens the document. One that was made void while
 * its mail waited stays, unless it was void already when somebody sent it.
 */
@Injectable()
export class AttachedDocuments implements OnModuleInit {
  constructor(
    private readonly attachments: Attachments,
    private readonly papers: Papers,
    private readonly mails: DocumentMails,
    private readonly database: Database,
    private readonly acts: Acts,
  ) {}

  onModuleInit(): void {
    this.attachments.provide(DOCUMENTS_SOURCE, (wanted) => this.draw(wanted));
  }

  private readonly draw: DrawAttachment = async ({ kind, id, evenVoid }) => {
    if (kind !== 'invoice' && kind !== 'credit_note') throw new Error(`mails carry no "${kind}"`);
    const call = { actor: systemActor('mail'), requestId: `mail-${id}` };
    if (!evenVoid && (await this.becameVoid(kind, id, call)))
      return {
        withdrawn: `The ${kind === 'invoice' ? 'invoice' : 'credit note'} was made void before its mail left.`,
      };
    return this.papers.print(kind, id, call);
  };

  private async becameVoid(kind: MailedKind, id: string, call: Call): Promise<boolean> {
    const [document] = await this.database.read(EVERYTHING, (sql) => this.mails.documents(sql, kind, [id]));
    if (!document?.isVoid) return false;
    await this.acts.perform(call, 'billing.withdrawMail', (act) => this.mails.noteVoid(act, kind, document));
    return true;
  }
}
