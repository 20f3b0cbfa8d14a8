import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Asks } from '@demarc/access';
import type { Call } from '@demarc/commands';
import { CurrentCall } from '@demarc/graphql';
import { invalid } from '@demarc/kernel';
import { ReadShaperFeed, ReadShaperPicture } from '../app/shaper/read-shaper-feed.query.js';
import { etagOf, ShaperDesk } from '../app/shaper/shaper-desk.js';
import { csvOf, type MbpsStyle, networkJson, shapedDevices } from '../domain/shaper/libreqos.js';

const MOST = 5_000;
const USUAL = 1_000;

/** What shapers fetch, by API key: the feed of changes, and LibreQoS' two files as they would be now. */
@Controller('shaper')
export class ShaperController {
  constructor(private readonly desk: ShaperDesk) {}

  @Get('changes')
  @Asks(ReadShaperFeed)
  async changes(
    @Query('after') after: unknown,
    @Query('limit') limit: unknown,
    @Res() response: Response,
    @CurrentCall() call: Call,
  ): Promise<void> {
    const { begins, cursor, hasMore, changes } = await this.desk.changes(
      { after: textOf('after', after), limit: limitOf(limit) },
      call,
    );
    response.set('Cache-Control', 'private, no-store').json({ begins, cursor, hasMore, changes });
  }

  @Get('ShapedDevices.csv')
  @Asks(ReadShaperPicture)
  async shapedDevices(
    @Query('mbps') mbps: unknown,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentCall() call: Call,
  ): Promise<void> {
    const style = styleOf(mbps);
    const picture = await this.desk.picture('shaped_devices', call);
    const etag = etagOf(picture, call.actor, `csv ${style}`);
    if (isKnown(request, response, etag)) return;
    const { rows } = shapedDevices(picture.circuits, picture.nodes, style);
    response
      .set({
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="ShapedDevices.csv"',
      })
      .send(csvOf(rows));
  }

  @Get('network.json')
  @Asks(ReadShaperPicture)
  async network(@Req() request: Request, @Res() response: Response, @CurrentCall() call: Call): Promise<void> {
    const picture = await this.desk.picture('network', call);
    const etag = etagOf(picture, call.actor, 'network');
    if (isKnown(request, response, etag)) return;
    response
      .set({ 'Content-Disposition': 'attachment; filename="network.json"' })
      .type('application/json')
      .send(`${JSON.stringify(networkJson(picture.nodes), null, 2)}\n`);
  }
}

/** Says what the answer is called, and answers 304 where the reader has it already. */
function isKnown(request: Request, response: Response, etag: string): boolean {
  response.set({ ETag: etag, 'Cache-Control': 'private, no-cache', 'X-Content-Type-Options': 'nosniff' });
  const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (!known.includes(etag)) return false;
  response.status(304).end();
  return true;
}

function textOf(name: string, given: unknown): string | undefined {
  if (given === undefined) return undefined;
  if (typeof given === 'string') return given;
  throw invalid('INVALID_INPUT', `Give "${name}" once.`, [{ field: name, message: 'must be given once' }]);
}

function limitOf(given: unknown): number {
  const limit = given === undefined ? USUAL : Number(given);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit;
  throw invalid('INVALID_INPUT', `Ask for 1 to ${MOST} changes at once.`, [
    { field: 'limit', message: `must be 1 to ${MOST}` },
  ]);
}

function styleOf(given: unknown): MbpsStyle {
  if (given === undefined || given === 'whole') return 'whole';
  if (given === 'decimal') return 'decimal';
  throw invalid('INVALID_INPUT', 'Megabits are "whole" or "decimal".', [
    { field: 'mbps', message: 'must be whole or decimal' },
  ]);
}
