import { demarc } from './demarc.ts';

process.exit(await demarc(process.argv.slice(2)));
