import { Module } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { Acts } from '@demarc/commands';
import { asId } from '@demarc/kernel';
import { staffWith, World } from '@demarc/testing';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  ListMessages,
  Messages,
  MessagingModule,
  messagingMigrations,
  MessagingPermissions,
  ResendMessage,
  SendMessage,
} from '../src/index.js';

/** A mail server that speaks enough SMTP (RFC 5321) to take a mail, or to refuse it. */
class MailServer {
  readonly mails: string[] = [];
  /** What it says to the recipient, or to the mail itself. */
  recipientAnswer = '250 ok';
  mailAnswer = '250 taken';
  /** Hangs up instead of answering to the recipient. */
  hangsUp = false;
  /** Takes the mail and never says so. */
  dies = false;
  /** Takes the mail and says so when whoever sent it has gone. */
  late = false;
  private readonly server: Server = createServer({ allowHalfOpen: true }, (socket) => this.talk(socket));

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `smtp://127.0.0.1:${address.port}?from=office@isp.example&timeout=0.5`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private talk(socket: Socket): void {
    let data: string | undefined;
    let rest = '';
    socket.write('220 mail.example ESMTP\r\n');
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.end(this.late ? `${this.mailAnswer}\r\n` : ''));
    socket.on('data', (chunk) => {
      rest += chunk.toString();
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== undefined && line !== '.') data += `${line}\n`;
        else if (data !== undefined) {
          this.mails.push(data);
          data = undefined;
          if (!this.dies && !this.late) socket.write(`${this.mailAnswer}\r\n`);
        } else if (line === 'DATA') {
          data = '';
          socket.write('354 go on\r\n');
        } else if (line.startsWith('RCPT') && this.hangsUp) socket.destroy();
        else if (line.startsWith('RCPT')) socket.write(`${this.recipientAnswer}\r\n`);
        else if (line === 'QUIT') socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
  }
}

@Module({ imports: [MessagingModule] })
class MailModule {}

const again = { jobId: 'again', retryCount: 1, signal: new AbortController().signal };
const viewer = staffWith([MessagingPermissions['message.view'], MessagingPermissions['message.send']]);

async function post(
  world: World,
  own: { confidential?: boolean; partnerId?: ReturnType<typeof asId<'Partner'>> } = {},
): Promise<string> {
  return world.app.get(Acts).perform({ actor: systemActor('test'), requestId: 'test' }, 'test', (act) =>
    world.app.get(Messages).post(act, {
      to: 'ada@example.net',
      subject: 'Grüße',
      text: 'The link is SECRET-LINK.',
      purpose: 'test',
      ...own,
    }),
  );
}

describe('messages with a mail server', () => {
  const mail = new MailServer();
  let world: World;
  beforeAll(async () => {
    world = await World.open({
      modules: [MailModule],
      migrations: messagingMigrations,
      env: { SMTP_URL: await mail.listen() },
    });
  });
  afterAll(async () => {
    expect(await world.violations()).toEqual([]);
    await world.close();
    await mail.close();
  });

  it('leave after the commit, once, from the sender of the settings', async () => {
    const id = await post(world);
    expect(mail.mails).toHaveLength(0);
    await world.settle();
    await world.settle();
    expect(mail.mails).toHaveLength(1);
    expect(mail.mails[0]).toMatch(/From: office@isp\.example[\s\S]*To: ada@example\.net/);
    expect(mail.mails[0]).toContain(`Message-ID: <${id}@isp.example>`);
    const page = await world.ask(ListMessages, { first: 10 }, viewer);
    expect(page.nodes).toMatchObject([{ id, state: 'sent', confidential: false, body: 'The link is SECRET-LINK.' }]);
  });

  it('keep a confidential text from everybody but its recipient, and forget it once sent', async () => {
    const id = await post(world, { confidential: true });
    const seen = async (): Promise<string> =>
      JSON.stringify([
        await world.rows('SELECT *, message::text FROM platform.message WHERE id = $1', [id]),
        await world.ask(ListMessages, { first: 10 }, viewer),
      ]);
    expect(
      (await world.rows<{ body: string | null }>('SELECT body FROM platform.message WHERE id = $1', [id]))[0]?.body,
    ).toBeNull();
    await world.settle();
    expect(mail.mails.at(-1)).toContain('SECRET-LINK');
    expect(await seen()).not.toMatch(new RegExp(`${id}.{0,300}SECRET-LINK`));
    expect(await world.rows('SELECT 1 FROM platform.message WHERE sealed_body IS NOT NULL')).toHaveLength(0);
  });

  const stored = async (id: string): Promise<object | undefined> =>
    (await world.rows('SELECT state, tries, failure FROM platform.message WHERE id = $1', [id]))[0];

  it('stay queued while the server puts them off, with what it said, and leave later', async () => {
    mail.recipientAnswer = '451 not now';
    const id = await post(world);
    await expect(world.settle()).rejects.toThrow(/451/);
    expect(await stored(id)).toMatchObject({
      state: 'queued',
      tries: 1,
      failure: expect.stringContaining('451') as unknown,
    });
    mail.recipientAnswer = '250 ok';
    await world.app.get(SendMessage).run({ messageId: id }, again);
    expect(await stored(id)).toMatchObject({ state: 'sent', tries: 2 });
  });

  it('stay queued when the server hangs up before it has them', async () => {
    mail.hangsUp = true;
    const before = mail.mails.length;
    const id = await post(world);
    await expect(world.settle()).rejects.toThrow(/closed/);
    expect(await stored(id)).toMatchObject({ state: 'queued' });
    mail.hangsUp = false;
    await world.app.get(SendMessage).run({ messageId: id }, again);
    expect(mail.mails).toHaveLength(before + 1);
  });

  it('are given up at once when the server wants them never', async () => {
    for (const answer of ['recipientAnswer', 'mailAnswer'] as const) {
      mail[answer] = '550 never';
      const id = await post(world);
      await world.settle();
      expect(await stored(id)).toMatchObject({
        state: 'failed',
        tries: 1,
        failure: expect.stringContaining('550 never') as unknown,
      });
      mail[answer] = '250 ok';
    }
  });

  it('that the server takes and answers too late, or never, are not sent again by themselves, but by a person', async () => {
    for (const silence of ['late', 'dies'] as const) {
      mail[silence] = true;
      const before = mail.mails.length;
      const id = await post(world);
      await world.settle();
      mail[silence] = false;
      await world.app.get(SendMessage).run({ messageId: id }, again);
      expect(mail.mails).toHaveLength(before + 1);
      expect(await stored(id)).toMatchObject({
        state: 'failed',
        failure: expect.stringContaining('may have arrived') as unknown,
      });
      await world.run(ResendMessage, { messageId: id }, viewer);
      await world.settle();
      expect(await stored(id)).toMatchObject({ state: 'sent', tries: 2 });
    }
  });

  it('whose sending was cut off are not sent twice: a person sees that they may have arrived, and sends them again', async () => {
    const id = await post(world);
    mail.dies = true;
    const before = mail.mails.length;
    const job = world.app.get(SendMessage);
    // The mail arrives; who sent it is dead before the answer, and its job comes to another.
    void job.run({ messageId: id }, { ...again, retryCount: 0 }).catch(() => undefined);
    await vi.waitFor(() => expect(mail.mails).toHaveLength(before + 1));
    await job.run({ messageId: id }, again);
    expect(mail.mails).toHaveLength(before + 1);
    const [seen] = (await world.ask(ListMessages, { first: 10, state: 'failed' }, viewer)).nodes;
    expect(seen).toMatchObject({ id, failure: expect.stringContaining('may have arrived') as unknown });
    mail.dies = false;
    await world.run(ResendMessage, { messageId: id }, viewer);
    await world.settle();
    expect(mail.mails).toHaveLength(before + 2);
  });

  it('are seen by the partner’s staff only', async () => {
    const [a, b] = [
      asId<'Partner'>('00000000-0000-7000-9000-00000000000a'),
      asId<'Partner'>('00000000-0000-7000-9000-00000000000b'),
    ];
    const id = await post(world, { partnerId: a });
    const idsFor = async (partner: typeof a): Promise<string[]> =>
      (
        await world.ask(ListMessages, { first: 10 }, staffWith([MessagingPermissions['message.view']], [partner]))
      ).nodes.map((row) => row.id);
    expect(await idsFor(a)).toEqual([id]);
    expect(await idsFor(b)).toEqual([]);
    await expect(
      world.run(ResendMessage, { messageId: id }, staffWith([MessagingPermissions['message.send']], [b])),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('messages without a mail server', () => {
  it('are kept as unsent, seen, and not sent again for nothing', async () => {
    const world = await World.open({ modules: [MailModule], migrations: messagingMigrations });
    const id = await post(world);
    expect(await world.settle()).toEqual([]);
    expect((await world.ask(ListMessages, { first: 10, state: 'unsent' }, viewer)).nodes).toMatchObject([
      { id, state: 'unsent' },
    ]);
    await expect(world.run(ResendMessage, { messageId: id }, viewer)).rejects.toMatchObject({ code: 'NO_MAIL_SERVER' });
    await world.close();
  });
});
