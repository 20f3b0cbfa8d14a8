import { BadRequestException, Controller, HttpCode, Param, Post, type RawBodyRequest, Req } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { Public } from '@demarc/access';
import { type RequestWithCall } from '@demarc/graphql';
import { NoticeReceiving } from '../app/gateways/receive-notice.js';

/** Where Stripe announces payments: one address for each connected account. */
@Controller('webhooks/stripe')
export class StripeWebhookController {
  constructor(private readonly receiving: NoticeReceiving) {}

  @Post(':account')
  @HttpCode(200)
  @Public('Stripe signs what it sends; the signature is checked with the secret of the account')
  async receive(
    @Param('account') account: string,
    @Req() request: RawBodyRequest<IncomingMessage & Partial<RequestWithCall>>,
  ): Promise<{ received: true }> {
    const taken = await this.receiving.receive({
      accountId: account,
      body: request.rawBody,
      headers: request.headers,
      requestId: request.call?.requestId ?? 'webhook',
    });
    if (!taken) throw new BadRequestException('This notice is not accepted.');
    return { received: true };
  }
}
