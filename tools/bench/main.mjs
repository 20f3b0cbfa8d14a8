import { bench } from './bench.ts';

process.exit(await bench(process.argv.slice(2)));
