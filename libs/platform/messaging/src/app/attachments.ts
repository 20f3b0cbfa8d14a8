import { Injectable } from '@nestjs/common';

/** What goes with a mail, by name: it is drawn when the mail leaves, so that no message holds bytes. */
export interface Attachment {
  /** Who draws it: `billing.document`. */
  readonly source: string;
  readonly kind: string;
  readonly id: string;
}

export interface DrawnAttachment {
  readonly fileName: string;
  readonly bytes: Buffer;
}

export type DrawAttachment = (wanted: Pick<Attachment, 'kind' | 'id'>) => Promise<DrawnAttachment>;

/** Contexts say here how the papers that they attach are drawn. */
@Injectable()
export class Attachments {
  private readonly sources = new Map<string, DrawAttachment>();

  provide(source: string, draw: DrawAttachment): void {
    this.sources.set(source, draw);
  }

  draw({ source, kind, id }: Attachment): Promise<DrawnAttachment> {
    const draw = this.sources.get(source);
    if (!draw) throw new Error(`nobody draws attachments of "${source}"`);
    return draw({ kind, id });
  }
}
