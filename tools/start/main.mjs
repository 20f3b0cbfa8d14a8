import { start } from './start.ts';

process.exit(await start());
