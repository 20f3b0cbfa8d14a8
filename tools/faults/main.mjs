import { faults } from './faults.ts';

process.exit(await faults(process.argv.slice(2)));
