import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { ArgumentsHost } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { Actor } from '@demarc/access';
import { FieldWall } from '@demarc/identity';
import { Refusal } from '@demarc/kernel';
import { superAdministrator } from '@demarc/testing';
import type { GraphQLSchema } from 'graphql';
import request, { type Response } from 'supertest';
import { openShop, type Shop } from './billing-world.js';

export interface HttpShop extends Shop {
  graphql<Data = Record<string, never>>(
    query: string,
    variables?: object,
    as?: Actor,
  ): Promise<{ data: Data; errors?: { message: string; extensions?: { code?: string } }[] }>;
  /** A file, with its bytes as the body. */
  get(path: string, as?: Actor): Promise<Response>;
  close(): Promise<void>;
}

/** A shop with its GraphQL and its files, as whoever is named. */
export async function openHttpShop(
  now: string,
  settings: Record<string, unknown> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<HttpShop> {
  const graphql = GraphQLModule.forRootAsync<ApolloDriverConfig>({
    driver: ApolloDriver,
    inject: [FieldWall],
    useFactory: (wall: FieldWall) => ({
      autoSchemaFile: true,
      csrfPrevention: false,
      transformSchema: (schema: GraphQLSchema) => wall.wrap(schema),
      context: ({ req }: { req: unknown }) => ({ req }),
    }),
  });
  const shop = await openShop(now, settings, [graphql], env);
  const app = shop.world.app.createNestApplication();
  let actor: Actor = superAdministrator();
  app.use((req: { call?: unknown }, _res: unknown, next: () => void) => {
    req.call = { actor, requestId: 'http' };
    next();
  });
  app.useGlobalFilters({
    catch: (error: unknown, host: ArgumentsHost) => {
      if (host.getType<string>() !== 'http' || !(error instanceof Refusal)) throw error;
      host
        .switchToHttp()
        .getResponse<{ status(code: number): { json(body: unknown): void } }>()
        .status(error.httpStatus)
        .json({ code: error.code, message: error.message });
    },
  });
  await app.init();
  return {
    ...shop,
    graphql: async (query, variables = {}, as = superAdministrator()) => {
      actor = as;
      return (await request(app.getHttpServer()).post('/graphql').send({ query, variables })).body as never;
    },
    get: (path, as = superAdministrator()) => {
      actor = as;
      return request(app.getHttpServer()).get(path).buffer(true);
    },
    close: async () => {
      await app.close();
      await shop.world.close();
    },
  };
}
