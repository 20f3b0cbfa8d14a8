import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { RequestWithCall } from '@demarc/graphql';
import { FieldWall } from '@demarc/identity';
import type { GraphQLSchema } from 'graphql';
import { CompilingDriver } from './compiling-driver.js';
import { formatError } from './format-error.js';
import { guardPlugin } from './guard.plugin.js';
import { LIMITS, withinLimits } from './limits.js';
import { withPlainFields } from './plain-fields.js';

/** The one endpoint of screens and integrators, code-first, behind limits and the declared rights of each field. */
@Module({
  imports: [
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: CompilingDriver,
      inject: [FieldWall],
      useFactory: (wall: FieldWall) => ({
        autoSchemaFile: true,
        sortSchema: true,
        path: '/graphql',
        graphiql: false,
        introspection: true,
        csrfPrevention: true,
        includeStacktraceInErrorResponses: false,
        parseOptions: { maxTokens: LIMITS.tokens },
        validationRules: [withinLimits],
        // Hints for public caches: nothing here may be cached in public, and they cost each field of each row a call.
        plugins: [guardPlugin(), ApolloServerPluginCacheControlDisabled()],
        fieldResolverEnhancers: [],
        transformSchema: (schema: GraphQLSchema) => withPlainFields(wall.wrap(schema)),
        context: ({ req }: { req: RequestWithCall }) => ({ req }),
        formatError,
      }),
    }),
  ],
})
export class GraphqlApiModule {}
