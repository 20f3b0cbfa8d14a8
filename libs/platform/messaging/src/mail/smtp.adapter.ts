import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import MailComposer from 'nodemailer/lib/mail-composer';
import { handOver, type MailServer } from './hand-over.js';
import { type Mail, Mailer } from './mailer.js';

const CONNECT_MS = 20_000;

/** A server that checks what it is given answers late; RFC 5321 §4.5.3.2.6 would give it ten minutes. */
const ANSWER_SECONDS = 120;

/**
 * SMTP by nodemailer. `SMTP_URL` is `smtp://user:password@host:587?from=office@isp.example&timeout=120`; without `from` the user
 * name is the sender if it is an address, else `demarc@` the public host. `timeout` is how many seconds an answer may take.
 */
@Injectable()
export class SmtpMailer extends Mailer {
  private readonly from: string;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    super();
    this.from = senderOf(settings);
  }

  async send(mail: Mail): Promise<string> {
    const server = serverOf(this.settings.smtpUrl);
    const domain = this.from.slice(this.from.lastIndexOf('@') + 1);
    const message = new MailComposer({
      from: this.from,
      to: mail.to.split(', ').map((address) => ({ name: '', address })),
      subject: mail.subject,
      text: mail.text,
      ...(mail.attachment
        ? {
            attachments: [
              { filename: mail.attachment.fileName, content: mail.attachment.bytes, contentType: 'application/pdf' },
            ],
          }
        : {}),
      messageId: `<${mail.id}@${domain}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    }).compile();
    const { from, to } = message.getEnvelope();
    const answer = await handOver(server, { from: from || this.from, to, bytes: await message.build() });
    return answer.slice(0, 200);
  }
}

function serverOf(smtpUrl: string | undefined): MailServer {
  if (smtpUrl === undefined) throw new Error('SMTP_URL is not set');
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    login:
      url.username === ''
        ? undefined
        : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: (Number(url.searchParams.get('timeout')) || ANSWER_SECONDS) * 1_000,
  };
}

export function senderOf(settings: Pick<Settings, 'smtpUrl' | 'publicUrl'>): string {
  const url = settings.smtpUrl === undefined ? undefined : new URL(settings.smtpUrl);
  const named = url?.searchParams.get('from');
  if (named) return named;
  const user = url ? decodeURIComponent(url.username) : '';
  if (user.includes('@')) return user;
  return `demarc@${settings.publicUrl === undefined ? 'localhost' : new URL(settings.publicUrl).hostname}`;
}
