import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';
import { Asks } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall } from '@demarc/graphql';
import { conflict, isId, notFound } from '@demarc/kernel';
import { MEDIA_TYPES } from '../app/exports/export-formats.js';
import { FindExport, ReadExportPart } from '../app/exports/find-export.query.js';

/** Files of exports, for whoever asked for them and still may; piece by piece, so that none waits in memory. */
@Controller('exports')
export class ExportController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @Asks(FindExport)
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Cache-Control', 'private, no-store')
  async fetch(@Param('id') id: string, @CurrentCall() call: Call): Promise<StreamableFile> {
    if (!isId(id)) throw notFound('export');
    const found = await this.queries.ask(FindExport, { id }, call);
    if (found.state !== 'done' || found.fileName === null)
      throw conflict('EXPORT_NOT_READY', 'The file is not written yet.');
    return new StreamableFile(Readable.from(this.pieces(id, call)), {
      type: MEDIA_TYPES[found.format],
      disposition: `attachment; filename="${found.fileName}"`,
      ...(found.fileBytes === null ? {} : { length: Number(found.fileBytes) }),
    });
  }

  private async *pieces(id: string, call: Call): AsyncGenerator<Buffer> {
    for (let position = 1; ; position += 1) {
      const piece = await this.queries.ask(ReadExportPart, { id, position }, call);
      if (!piece) return;
      yield piece;
    }
  }
}
