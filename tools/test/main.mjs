import { test } from './test.ts';

process.exit(await test(process.argv.slice(2)));
