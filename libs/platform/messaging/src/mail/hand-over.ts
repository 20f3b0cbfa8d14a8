import { Readable } from 'node:stream';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { type MailFate, MailNotTaken } from './mailer.js';

export interface MailServer extends SMTPConnectionOptions {
  readonly login: { readonly user: string; readonly pass: string } | undefined;
}

export interface RawMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly bytes: Buffer;
}

/**
 * One conversation with the mail server. The library reports a timeout and a closed connection alike at every step; whether the
 * mail can have arrived hangs on the one thing seen here: did its text begin to leave, which is when the server answered DATA.
 */
export function handOver({ login, ...options }: MailServer, mail: RawMail): Promise<string> {
  const connection = new SMTPConnection(options);
  let left = false;
  async function* leaving(): AsyncGenerator<Buffer> {
    left = true;
    yield mail.bytes;
  }
  return new Promise<string>((resolve, reject) => {
    const fail = (error: Error): void => reject(new MailNotTaken(fateOf(error, left), error));
    const send = (): void =>
      connection.send(
        { from: mail.from, to: [...mail.to], size: mail.bytes.length },
        Readable.from(leaving()),
        (error, info) => (error ? fail(error) : resolve(info?.response ?? 'accepted')),
      );
    connection.on('error', fail);
    connection.connect((error) => {
      if (error) fail(error);
      else if (login === undefined || !connection.allowsAuth) send();
      else connection.login({ credentials: login }, (refused) => (refused ? fail(refused) : send()));
    });
  }).finally(() => connection.close());
}

const ABOUT_THE_MAIL = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/** An answer of the server counts as it says (RFC 5321 §4.2.1); without one, what left may have arrived. */
export function fateOf(error: Error & { responseCode?: number; command?: string }, left: boolean): MailFate {
  const { responseCode, command } = error;
  if (responseCode === undefined) return left ? 'unknown' : 'not_now';
  const forGood = responseCode >= 500 && (left || ABOUT_THE_MAIL.has(command ?? ''));
  return forGood ? 'refused' : 'not_now';
}
