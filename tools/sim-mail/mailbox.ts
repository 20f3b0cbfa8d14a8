import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A mail server (RFC 5321, as much of it as is needed) that keeps what it is given in memory. */
export class Mailbox {
  private readonly mails: string[] = [];
  /** Takes mails and never says so. */
  dies = false;
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => this.talk(socket));

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    mailbox.server.listen(0, '127.0.0.1');
    await once(mailbox.server, 'listening');
    return mailbox;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}?from=office@isp.example`;
  }

  /** The tokens of the one-time links that came for somebody, oldest first. */
  tokensFor(recipient: string): readonly string[] {
    return this.mails
      .filter((mail) => mail.includes(recipient))
      .flatMap((mail) => /#token=([\w-]{20,})/.exec(inClear(mail))?.[1] ?? []);
  }

  /** What came for somebody, headers and all, oldest first. */
  mailsTo(recipient: string): readonly string[] {
    return this.mails.filter((mail) => mail.slice(0, mail.indexOf('\n\n')).includes(recipient));
  }

  /** How often each mail came, by its Message-ID without the domain. */
  arrivals(): ReadonlyMap<string, number> {
    const times = new Map<string, number>();
    for (const mail of this.mails) {
      const id = /^Message-ID: <([^@>]+)@/im.exec(mail)?.[1] ?? '';
      times.set(id, (times.get(id) ?? 0) + 1);
    }
    return times;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private talk(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => socket.destroy());
    let text = '';
    let mail: string | undefined;
    const line = (said: string): void => {
      if (mail !== undefined) {
        if (said !== '.') mail += `${said}\n`;
        else {
          this.mails.push(mail);
          mail = undefined;
          if (!this.dies) socket.write('250 kept\r\n');
        }
        return;
      }
      if (said.toUpperCase() === 'DATA') mail = '';
      if (said.toUpperCase() === 'QUIT') socket.end('221 bye\r\n');
      else socket.write(mail === undefined ? '250 ok\r\n' : '354 go on\r\n');
    };
    socket.write('220 mail.example ESMTP\r\n');
    socket.on('data', (part: Buffer) => {
      text += part.toString('latin1');
      const lines = text.split('\r\n');
      text = lines.pop() ?? '';
      for (const said of lines) line(said);
    });
  }
}

/** Without quoted-printable (RFC 2045 §6.7): soft breaks are taken out, `=3D` is `=`. */
function inClear(mail: string): string {
  return mail.replaceAll(/=\n/g, '').replaceAll('=3D', '=');
}
