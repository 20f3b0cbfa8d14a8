import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { Customers, Operators } from '@demarc/crm';
import { type LocalDate, toDecimalString } from '@demarc/kernel';
import { Messages } from '@demarc/messaging';
import type { Sql } from '@demarc/persistence';
import { PaperFormats } from '../../documents/paper-formats.js';
import type { Account } from '../accounts/accounts.js';
import type { DecidedPlanChange } from './decide-plan-change.js';

/** The mail that tells a customer of a change of plan. */
export interface PlanChangeNotice {
  /** Null: no address is known, so nobody can be told by mail. */
  readonly to: string | null;
  readonly subject: string;
  readonly text: string;
  /** Without a mail server it is kept and can be sent later. */
  readonly leaves: boolean;
}

/** Writes to the customer what was decided, and nothing else: the same text that the preview shows. */
@Injectable()
export class PlanChangeNotices {
  constructor(
    private readonly operators: Operators,
    private readonly customers: Customers,
    private readonly messages: Messages,
  ) {}

  async draft(sql: Sql, account: Account, decided: DecidedPlanChange): Promise<PlanChangeNotice> {
    const customer = await this.customers.required(sql, account.customerId);
    const operator = await this.operators.settings(sql);
    const formats = new PaperFormats(operator.locale);
    const { newPlan, plan } = decided;
    return {
      to: customer.billingEmail ?? customer.email,
      subject: `Your plan from ${formats.date(plan.newService.startsOn)}: ${newPlan.serviceDescription}`,
      text: noticeText(customer.name, operator.name, account, decided, formats),
      leaves: this.messages.canSend,
    };
  }

  /** Answers whether anybody could be written to. */
  async post(act: Act, account: Account, decided: DecidedPlanChange): Promise<boolean> {
    const { to, subject, text } = await this.draft(act.sql, account, decided);
    if (to === null) return false;
    const { customerId, partnerId } = account;
    await this.messages.post(act, { to, subject, text, purpose: 'change of plan', customerId, partnerId });
    return true;
  }
}

function noticeText(
  name: string,
  operator: string,
  { currency }: Account,
  { newPlan, plan, service, unitPrice }: DecidedPlanChange,
  formats: PaperFormats,
): string {
  const money = (minor: bigint): string => formats.money(toDecimalString({ amountMinor: minor, currency }), currency);
  const price = `${formats.unitPrice(unitPrice, currency)} ${currency}`;
  const day = (date: LocalDate): string => formats.date(date);
  const lines = [
    ...plan.credits.map((line) => `  ${line.description}, unused days: ${money(line.grossMinor)}`),
    ...(plan.fee ? [`  Fee for the change: ${money(-plan.fee.grossMinor)}`] : []),
    ...plan.charges.map((line) => `  ${line.description}: ${money(-line.grossMinor)}`),
  ];
  const result =
    plan.netMinor === 0n
      ? 'Nothing is to be paid for the change itself.'
      : plan.netMinor > 0n
        ? `In your favour: ${money(plan.netMinor)}.`
        : `To be paid: ${money(-plan.netMinor)}.`;
  return [
    `Hello ${name},`,
    `your plan changes from ${service.description} to ${newPlan.serviceDescription} on ${day(plan.newService.startsOn)}. From then on it costs ${price}.`,
    ...(lines.length > 0 ? [lines.join('\n')] : []),
    result,
    operator,
  ].join('\n\n');
}
