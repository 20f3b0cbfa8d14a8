import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Job } from '@demarc/jobs';
import { Messages } from '@demarc/messaging';
import type { SubjectKind } from '../domain/session-life.js';
import { Customers } from './customers.js';
import { Links } from './links.js';
import { OneTimeTokens } from './one-time-tokens.js';
import { resetMail } from './reset-mail.js';
import { staffByEmail } from './staff-record.js';

export interface ResetRequest {
  readonly kind: SubjectKind;
  readonly login: string;
  readonly requestId: string;
}

/** Looks up who asked for a new password and writes the mail. A job, so that the request takes equally long for those who do not exist. */
@Injectable()
export class SendResetLink extends Job<ResetRequest> {
  readonly name = 'identity.send-reset-link';

  constructor(
    private readonly acts: Acts,
    private readonly tokens: OneTimeTokens,
    private readonly messages: Messages,
    private readonly links: Links,
    private readonly customers: Customers,
  ) {
    super();
  }

  async run(request: ResetRequest): Promise<void> {
    await this.acts.perform(
      { actor: systemActor(this.name), requestId: request.requestId },
      'identity.requestReset',
      (act) => (request.kind === 'staff' ? this.staff(act, request.login) : this.customer(act, request.login)),
    );
  }

  private async staff(act: Act, email: string): Promise<void> {
    const staff = await staffByEmail(act.sql, email);
    if (staff?.state !== 'active') return;
    const link = this.links.staffReset(await this.tokens.make(act.sql, 'staff_reset', staff.id, act.at));
    await this.messages.post(act, {
      to: staff.email,
      ...resetMail('en', staff.name, link),
      purpose: 'password reset',
      confidential: true,
    });
    act.audit({ kind: 'staff', id: staff.id }, 'Sent a link to set a new password');
  }

  private async customer(act: Act, login: string): Promise<void> {
    const customer = await this.customers.directory.findForReset(login);
    if (!customer?.mayEnter || !customer.email) return;
    const link = this.links.customerReset(await this.tokens.make(act.sql, 'customer_reset', customer.id, act.at));
    const { id: customerId, partnerId } = customer;
    await this.messages.post(act, {
      to: customer.email,
      ...resetMail(customer.language, customer.name, link),
      purpose: 'password reset',
      confidential: true,
      customerId,
      partnerId,
    });
    act.audit({ kind: 'customer', id: customerId, customerId, partnerId }, 'Sent a link to set a new password');
  }
}
