import { demarc } from '../demarc/demarc.ts';

process.exit(await demarc(['vectors', ...process.argv.slice(2)]));
