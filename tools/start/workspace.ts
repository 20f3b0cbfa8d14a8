import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository: the programs work from there, wherever they were called. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
