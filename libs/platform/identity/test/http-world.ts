import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { type INestApplication, Injectable, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { systemActor } from '@demarc/access';
import { Acts } from '@demarc/commands';
import { asId, type Id } from '@demarc/kernel';
import { MessagingModule, messagingMigrations } from '@demarc/messaging';
import { Database, EVERYTHING } from '@demarc/persistence';
import { World, type WorldOptions } from '@demarc/testing';
import type { NextFunction } from 'express';
import { generateSync } from 'otplib';
import request from 'supertest';
import {
  CustomerDirectory,
  type CustomerIdentity,
  DeclaredAccessGuard,
  FieldWall,
  identityInvariants,
  IdentityMiddleware,
  identityMigrations,
  IdentityModule,
  PasswordHasher,
  RefusalFilter,
  seedRoles,
  StaffAccounts,
} from '../src/index.js';

export const PASSWORD = 'meadow copper lantern drift';

/** Stands for the context that keeps the customers. */
@Injectable()
export class BookOfCustomers extends CustomerDirectory {
  readonly customers: CustomerIdentity[] = [];

  async findByLogin(login: string): Promise<CustomerIdentity | undefined> {
    return this.customers.find((customer) => customer.login === login.toLowerCase());
  }

  async findForReset(loginOrEmail: string): Promise<CustomerIdentity | undefined> {
    return this.customers.find((customer) => customer.login === loginOrEmail || customer.email === loginOrEmail);
  }

  async find(id: Id<'Customer'>): Promise<CustomerIdentity | undefined> {
    return this.customers.find((customer) => customer.id === id);
  }

  async changePasswordHash(_sql: unknown, id: Id<'Customer'>, hash: string): Promise<void> {
    const at = this.customers.findIndex((customer) => customer.id === id);
    const found = this.customers[at];
    if (found) this.customers[at] = { ...found, passwordHash: hash };
  }
}

@Module({ providers: [{ provide: CustomerDirectory, useClass: BookOfCustomers }] })
class BookModule {}

@Module({
  imports: [
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      inject: [FieldWall],
      useFactory: (wall: FieldWall) => ({
        autoSchemaFile: true,
        graphiql: false,
        transformSchema: (schema) => wall.wrap(schema),
        context: ({ req }: { req: unknown }) => ({ req }),
        formatError: (formatted, error) => ({ ...formatted, extensions: { code: codeOf(error) } }),
      }),
    }),
  ],
  providers: [
    { provide: APP_GUARD, useClass: DeclaredAccessGuard },
    { provide: APP_FILTER, useClass: RefusalFilter },
  ],
})
class DoorModule {}

function codeOf(error: unknown): unknown {
  const original =
    error !== null && typeof error === 'object' && 'originalError' in error ? error.originalError : error;
  return original !== null && typeof original === 'object' && 'code' in original ? original.code : 'INTERNAL';
}

export interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly body: Record<string, unknown>;
  readonly cookies: readonly string[];
}

/** A browser, or a program: keeps its cookies and sends the headers of its app. */
export class Browser {
  private readonly jar = new Map<string, string>();

  constructor(
    private readonly server: INestApplication,
    readonly headers: Record<string, string> = { 'x-demarc-app': 'admin' },
  ) {}

  async post(path: string, body: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return this.answered(await request(this.server.getHttpServer()).post(path).set(this.sent(headers)).send(body));
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.answered(await request(this.server.getHttpServer()).get(path).set(this.sent(headers)));
  }

  /** Runs an operation; `code` is that of the first error. */
  async graphql(
    query: string,
    variables: object = {},
    headers: Record<string, string> = {},
  ): Promise<Answer & { data: Record<string, unknown> }> {
    const answer = await this.post('/graphql', { query, variables }, headers);
    const errors = answer.body['errors'] as { message: string; extensions: { code: string } }[] | undefined;
    return {
      ...answer,
      code: errors?.[0]?.extensions.code ?? answer.code,
      data: (answer.body['data'] ?? {}) as Record<string, unknown>,
    };
  }

  cookie(name: string): string | undefined {
    return this.jar.get(name);
  }

  setCookie(name: string, value: string): void {
    this.jar.set(name, value);
  }

  private sent(headers: Record<string, string>): Record<string, string> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    return { ...this.headers, ...(cookie === '' ? {} : { cookie }), ...headers };
  }

  private answered(response: request.Response): Answer {
    const set: unknown = response.headers['set-cookie'];
    const cookies = Array.isArray(set) ? set.map(String) : [];
    for (const line of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    }
    const body = response.body as Record<string, unknown>;
    const error = body['error'] as { code: string } | undefined;
    return { status: response.status, code: error?.code, body, cookies };
  }
}

/** The identity module behind a real HTTP server on a real database. */
export class HttpWorld {
  private constructor(
    readonly world: World,
    readonly server: INestApplication,
  ) {}

  static async open(options: Partial<WorldOptions> = {}): Promise<HttpWorld> {
    const world = await World.open({
      modules: [MessagingModule, IdentityModule, BookModule, DoorModule, ...(options.modules ?? [])],
      migrations: [...messagingMigrations, ...identityMigrations],
      invariants: identityInvariants,
      ...(options.env ? { env: options.env } : {}),
      ...(options.seed ? { seed: options.seed } : {}),
    });
    await world.app.get(Database).write(EVERYTHING, ({ sql }) => seedRoles(sql));
    const server = world.app.createNestApplication({ logger: false });
    const middleware = server.get(IdentityMiddleware);
    server.use((req: never, res: never, next: NextFunction) => middleware.use(req, res, next));
    await server.init();
    await server.listen(0, '127.0.0.1');
    const house = new HttpWorld(world, server);
    await house.staff(['super_administrator'], { email: 'owner@example.net' });
    return house;
  }

  browser(headers?: Record<string, string>): Browser {
    return new Browser(this.server, headers);
  }

  async staff(
    roleKeys: string[],
    own: { email?: string; password?: string; partners?: 'all' | Id<'Partner'>[] } = {},
  ): Promise<{ id: Id<'Staff'>; email: string }> {
    const email = own.email ?? `${roleKeys[0] ?? 'none'}-${this.made++}@example.net`;
    const id = await this.world.app
      .get(Acts)
      .perform({ actor: systemActor('test'), requestId: 'test' }, 'test', (act) =>
        this.world.app.get(StaffAccounts).open(
          {
            email,
            name: `Holder ${this.made}`,
            roleKeys,
            password: own.password ?? PASSWORD,
            partners: own.partners ?? 'all',
          },
          act,
        ),
      );
    return { id, email };
  }

  async signedIn(
    roleKeys: string[],
    own: Parameters<HttpWorld['staff']>[1] = {},
  ): Promise<Browser & { staffId: Id<'Staff'>; email: string }> {
    const { id, email } = await this.staff(roleKeys, own);
    const browser = this.browser();
    const answer = await browser.post('/auth/staff/sign-in', { email, password: own.password ?? PASSWORD });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return Object.assign(browser, { staffId: id, email });
  }

  async customer(login: string): Promise<CustomerIdentity> {
    const book = this.world.app.get<BookOfCustomers>(CustomerDirectory, { strict: false });
    const number = String(this.made++).padStart(12, '0');
    const customer: CustomerIdentity = {
      id: asId<'Customer'>(`00000000-0000-7000-8000-${number}`),
      partnerId: asId<'Partner'>('00000000-0000-7000-9000-000000000001'),
      name: 'Quill Harbour',
      login,
      email: `${login}@example.org`,
      passwordHash: await this.world.app.get(PasswordHasher).hash(PASSWORD),
      mayEnter: true,
    };
    book.customers.push(customer);
    return customer;
  }

  code(secret: string): string {
    return generateSync({ secret, epoch: Math.floor(this.world.clock.now().getTime() / 1_000) });
  }

  /** Lets the second factor of a signed-in browser be enrolled; answers its secret and the recovery codes. */
  async enrol(browser: Browser, password?: string): Promise<{ secret: string; recoveryCodes: string[] }> {
    const begun = await browser.post('/auth/staff/totp/enrol', password === undefined ? {} : { password });
    const secret = String(begun.body['secret']);
    const confirmed = await browser.post('/auth/staff/totp/enrol/confirm', { code: this.code(secret) });
    if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.body));
    return { secret, recoveryCodes: confirmed.body['recoveryCodes'] as string[] };
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.world.close();
  }

  private made = 1;
}
