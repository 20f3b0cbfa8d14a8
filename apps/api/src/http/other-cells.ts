import { readFileSync } from 'node:fs';
import type { RequestHandler } from 'express';
import { CellDirectory, type Settings } from '@demarc/config';

/**
 * What is asked here and lives in another cell is sent there: a browser by its address, a program by an answer that names it
 * (RFC 9110 §15.5.20). Without a directory there is one cell, and everything is here.
 */
export function otherCells({ cellsFile, cell }: Pick<Settings, 'cellsFile' | 'cell'>): RequestHandler | undefined {
  if (cellsFile === undefined) return undefined;
  const directory = CellDirectory.read(readFileSync(cellsFile, 'utf8'));
  const own = cell === undefined ? undefined : directory.named(cell);
  if (!own) throw new Error(`CELL must name one of the cells in ${cellsFile}`);
  return (request, response, next) => {
    const asked = directory.ofHost(request.get('x-forwarded-host') ?? request.get('host') ?? '');
    if (!asked || asked === own) next();
    else if (request.method === 'GET') response.redirect(307, new URL(request.originalUrl, asked.url).toString());
    else
      response.status(421).json({
        code: 'OTHER_CELL',
        message: `This is served by the cell ${asked.name}, at ${asked.url}.`,
      });
  };
}
