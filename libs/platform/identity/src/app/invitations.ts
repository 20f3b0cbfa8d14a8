import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { Messages } from '@demarc/messaging';
import { Links } from './links.js';
import { OneTimeTokens } from './one-time-tokens.js';

/** Writes the mail with the link. */
@Injectable()
export class Invitations {
  constructor(
    private readonly tokens: OneTimeTokens,
    private readonly messages: Messages,
    private readonly links: Links,
  ) {}

  /** Answers the link only where no mail can be sent. */
  async send(act: Act, to: { id: string; name: string; email: string }): Promise<string | null> {
    const link = this.links.invitation(await this.tokens.make(act.sql, 'invitation', to.id, act.at));
    await this.messages.post(act, {
      to: to.email,
      subject: 'You are invited',
      text: `Hello ${to.name},\n\nan account was made for you at ${this.links.base}. Choose your password within seven days:\n\n${link}\n`,
      purpose: 'staff invitation',
      confidential: true,
    });
    return this.messages.canSend ? null : link;
  }
}
