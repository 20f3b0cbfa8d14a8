import { GraphQLSchemaHost } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createHttpApp } from '../http/start-http.js';
import type { CliCommand } from './command.js';

/** Prints the GraphQL schema of the running code; the committed file must agree with it. */
export const schemaCommand: CliCommand = {
  name: 'schema',
  sentence: 'Print the GraphQL schema.',
  async run(_args, settings) {
    const app = await createHttpApp(settings);
    await app.init();
    const text = `${printSchema(lexicographicSortSchema(app.get(GraphQLSchemaHost).schema))}\n`;
    // The process ends with the command: what a pipe has not taken by then would be cut off.
    await new Promise<void>((written) => process.stdout.write(text, () => written()));
    await app.close();
    return 0;
  },
};
