/** One mail as it leaves the house. */
export interface Mail {
  readonly id: string;
  /** One address, or several with `, ` between them. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachment?: { readonly fileName: string; readonly bytes: Buffer } | undefined;
}

/** The port to the outside: takes a mail, answers the server's reference, throws when it was not accepted. */
export abstract class Mailer {
  abstract send(mail: Mail): Promise<string>;
}
