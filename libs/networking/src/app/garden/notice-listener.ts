import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import type { GardenListNumber } from '../../domain/garden/garden-recipe.js';
import { NOTICE_ACTS, NoticeDesk, type Visit } from './notice-desk.js';
import { NOTICE_HEADERS, plainAddress, pressedOnOwnPage } from './notice-http.js';

const LISTS: readonly GardenListNumber[] = [0, 1, 2, 3, 4];
/** A visitor sends nothing but a button; and a line that is held open takes nothing from others. */
const LIMITS = { requestTimeout: 10_000, headersTimeout: 5_000, keepAliveTimeout: 2_000, maxHeaderSize: 16_384 };
const MOST_CONNECTIONS = 2_000;

/**
 * Where routers lead the web pages of who is in a garden: a port for each list. Whatever page was asked for, the answer is
 * the notice, with the status that RFC 6585 §6 has for it, so that no browser takes it for the page.
 */
@Injectable()
export class NoticeListener implements OnApplicationShutdown {
  private readonly log = new Logger('networking.notices');
  private servers: Server[] = [];

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly desk: NoticeDesk,
  ) {}

  /** The ports by list; none when no port was given. */
  async start(): Promise<readonly number[]> {
    const { noticePort, noticeHost } = this.settings;
    if (noticePort === undefined) return [];
    for (const list of LISTS) {
      const server = createServer(LIMITS, (request, response) => void this.answer(list, request, response));
      server.maxConnections = MOST_CONNECTIONS;
      this.servers.push(server);
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(noticePort === 0 ? 0 : noticePort + list, noticeHost, resolve);
      });
    }
    return this.servers.map((server) => (server.address() as AddressInfo).port);
  }

  async onApplicationShutdown(): Promise<void> {
    const servers = this.servers;
    this.servers = [];
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  private async answer(list: GardenListNumber, request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    const visit: Visit = {
      address: plainAddress(request.socket.remoteAddress),
      list,
      acceptLanguage: request.headers['accept-language'],
    };
    try {
      const pressed = NOTICE_ACTS.find((act) => request.method === 'POST' && request.url === `/notice/${act}`);
      if (pressed === undefined || !pressedOnOwnPage(request.headers)) {
        response.writeHead(511, NOTICE_HEADERS).end(await this.desk.page(visit));
        return;
      }
      const came = await this.desk.act(pressed, visit);
      if ('goTo' in came) response.writeHead(303, { ...NOTICE_HEADERS, Location: came.goTo }).end();
      else response.writeHead(511, NOTICE_HEADERS).end(came.html);
    } catch (error) {
      this.log.error(error);
      response.writeHead(503, { 'Retry-After': '30', 'Cache-Control': 'no-store' }).end();
    }
  }
}
