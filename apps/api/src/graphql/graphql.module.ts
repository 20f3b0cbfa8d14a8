import type { ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { RequestWithCall } from '@demarc/graphql';
import { CompilingDriver } from './compiling-driver.js';
import { formatError } from './format-error.js';
import { guardPlugin } from './guard.plugin.js';
import { LIMITS, withinLimits } from './limits.js';

/** The one endpoint of screens and integrators, code-first, behind limits. */
@Module({
  imports: [
    GraphQLModule.forRoot<ApolloDriverConfig>({
      driver: CompilingDriver,
      autoSchemaFile: true,
      sortSchema: true,
      path: '/graphql',
      graphiql: false,
      introspection: true,
      csrfPrevention: true,
      includeStacktraceInErrorResponses: false,
      parseOptions: { maxTokens: LIMITS.tokens },
      validationRules: [withinLimits],
      plugins: [guardPlugin()],
      fieldResolverEnhancers: [],
      context: ({ req }: { req: RequestWithCall }) => ({ req }),
      formatError,
    }),
  ],
})
export class GraphqlApiModule {}
