import { Controller, ForbiddenException, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Asks, Public } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import { FindGardenSettings } from '../app/garden/find-garden.query.js';
import { NOTICE_ACTS, NoticeDesk, type Visit } from '../app/garden/notice-desk.js';
import { NOTICE_REASONS } from '../domain/garden/notice-reason.js';
import { NOTICE_HEADERS, plainAddress, pressedOnOwnPage } from '../app/garden/notice-http.js';

/** The notice for who opens it at our own address, and what a device asks to learn whether it is held captive. */
@Controller()
export class NoticeController {
  constructor(
    private readonly desk: NoticeDesk,
    private readonly queries: QueryBus,
  ) {}

  @Get('notice')
  @Public('for customers whose access is reduced: the address of their own line says who they are')
  async page(@Req() request: Request, @Res() response: Response): Promise<void> {
    response.set(NOTICE_HEADERS).send(await this.desk.page(visitOf(request)));
  }

  /** What customers see, with an invented amount. */
  @Get('notice/samples/:reason')
  @Asks(FindGardenSettings)
  async sample(
    @Param('reason') name: string,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentCall() call: Call,
  ): Promise<void> {
    await this.queries.ask(FindGardenSettings, {}, call);
    const reason = NOTICE_REASONS.find((one) => one === name);
    if (reason === undefined) throw notFound('notice');
    response.set(NOTICE_HEADERS).send(await this.desk.sample(reason, request.headers['accept-language']));
  }

  @Post('notice/:act')
  @Public(
    'for customers whose access is reduced: to pay, to promise, to ask whether a payment has come; only from the notice itself',
  )
  async press(@Param('act') name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const act = NOTICE_ACTS.find((one) => one === name);
    if (act === undefined) throw notFound('button');
    if (!pressedOnOwnPage(request.headers)) throw new ForbiddenException('Press the button on the page itself.');
    const came = await this.desk.act(act, visitOf(request));
    response.set(NOTICE_HEADERS);
    if ('goTo' in came) response.redirect(303, came.goTo);
    else response.send(came.html);
  }

  /** RFC 8908 §4: over HTTPS, as `application/captive+json`, and not kept. */
  @Get('captive-portal/api')
  @Public('devices ask before anybody can sign in; it tells only whether their own line is reduced')
  async captivePortal(@Req() request: Request, @Res() response: Response): Promise<void> {
    const state = await this.desk.captivePortal(visitOf(request));
    response
      .set({ 'Content-Type': 'application/captive+json', 'Cache-Control': 'private, no-store' })
      .send(JSON.stringify(state));
  }
}

function visitOf(request: Request): Visit {
  return { address: plainAddress(request.ip), acceptLanguage: request.headers['accept-language'] };
}
