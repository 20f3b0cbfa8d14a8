import { type Chunk, liveCases } from './live-cases.ts';

/** A process of its own: lives through what it is sent, says what came of it, and asks for more. */
process.on('message', ({ chunk, env }: { chunk: Chunk; env: NodeJS.ProcessEnv }) => {
  liveCases(chunk, env).then(
    (report) => process.send?.({ report }),
    (error: unknown) =>
      process.send?.({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ type: 'ready' });
