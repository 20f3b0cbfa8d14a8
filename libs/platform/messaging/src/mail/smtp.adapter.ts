import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import { createTransport, type Transporter } from 'nodemailer';
import { type Mail, Mailer } from './mailer.js';

const TIMEOUT_MS = 20_000;

/**
 * SMTP by nodemailer. `SMTP_URL` is `smtp://user:password@host:587?from=office@isp.example`; without `from` the user
 * name is the sender if it is an address, else `demarc@` the public host.
 */
@Injectable()
export class SmtpMailer extends Mailer implements OnApplicationShutdown {
  private transport: Transporter | undefined;
  private readonly from: string;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    super();
    this.from = senderOf(settings);
  }

  async send(mail: Mail): Promise<string> {
    const domain = this.from.slice(this.from.lastIndexOf('@') + 1);
    const info: { response?: string } = await this.opened().sendMail({
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
    });
    return (info.response ?? 'accepted').slice(0, 200);
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }

  private opened(): Transporter {
    if (this.settings.smtpUrl === undefined) throw new Error('SMTP_URL is not set');
    if (!this.transport) {
      const url = new URL(this.settings.smtpUrl);
      this.transport = createTransport({
        host: url.hostname,
        port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
        secure: url.protocol === 'smtps:',
        ...(url.username === ''
          ? {}
          : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
        connectionTimeout: TIMEOUT_MS,
        greetingTimeout: TIMEOUT_MS,
        socketTimeout: TIMEOUT_MS,
      });
    }
    return this.transport;
  }
}

export function senderOf(settings: Pick<Settings, 'smtpUrl' | 'publicUrl'>): string {
  const url = settings.smtpUrl === undefined ? undefined : new URL(settings.smtpUrl);
  const named = url?.searchParams.get('from');
  if (named) return named;
  const user = url ? decodeURIComponent(url.username) : '';
  if (user.includes('@')) return user;
  return `demarc@${settings.publicUrl === undefined ? 'localhost' : new URL(settings.publicUrl).hostname}`;
}
