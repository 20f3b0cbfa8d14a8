/** One mail as it leaves the house. */
export interface Mail {
  readonly id: string;
  /** One address, or several with `, ` between them. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachment?: { readonly fileName: string; readonly bytes: Buffer } | undefined;
}

/**
 * What is known of a mail that was not taken: nothing of it left, so that it may be tried again (`not_now`); the server wants
 * this mail never (`refused`); or it left and nobody answered (`unknown`), so that it may have arrived.
 */
export type MailFate = 'not_now' | 'refused' | 'unknown';

export class MailNotTaken extends Error {
  constructor(
    readonly fate: MailFate,
    cause: Error,
  ) {
    super(cause.message, { cause });
  }
}

/** The port to the outside: takes a mail, answers the server's reference; `MailNotTaken` when the server did not say that it took it. */
export abstract class Mailer {
  abstract send(mail: Mail): Promise<string>;
}
