import { Injectable } from '@nestjs/common';

/** What goes with a mail, by name: it is drawn when the mail leaves, so that no message holds bytes. */
export interface Attachment {
  /** Who draws it: `billing.document`. */
  readonly source: string;
  readonly kind: string;
  readonly id: string;
  /** Goes out even if it does not count any more: somebody asked for it who knew. */
  readonly evenVoid?: boolean;
}

export interface DrawnAttachment {
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** What does not count any more when its mail would leave: the sentence says why. The mail stays. */
export interface WithdrawnAttachment {
  readonly withdrawn: string;
}

export type DrawAttachment = (wanted: Omit<Attachment, 'source'>) => Promise<DrawnAttachment | WithdrawnAttachment>;

/** Contexts say here how the papers that they attach are drawn. */
@Injectable()
export class Attachments {
  private readonly sources = new Map<string, DrawAttachment>();

  provide(source: string, draw: DrawAttachment): void {
    this.sources.set(source, draw);
  }

  draw({ source, ...wanted }: Attachment): Promise<DrawnAttachment | WithdrawnAttachment> {
    const draw = this.sources.get(source);
    if (!draw) throw new Error(`nobody draws attachments of "${source}"`);
    return draw(wanted);
  }
}
