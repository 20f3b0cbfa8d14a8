import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { type CustomerBrief, Customers, mailAddresses, Operators } from '@demarc/crm';
import { type MessageDraft, Messages } from '@demarc/messaging';
import type { QuotaInput } from '../quota.input.js';
import { octetText } from './octet-text.js';
import type { WorkedOut } from './work-out.js';

interface Notice {
  readonly subject: string;
  readonly text: string;
  readonly purpose: string;
}

/** Writes to customers what they have used up and which rule holds for them: each mark once in a period. */
@Injectable()
export class AllowanceNotices {
  constructor(
    private readonly operators: Operators,
    private readonly customers: Customers,
    private readonly messages: Messages,
  ) {}

  async post(act: Act, worked: readonly WorkedOut[]): Promise<void> {
    const due = worked.filter((one) => one.notices.length > 0 || beginsToHold(one));
    if (due.length === 0) return;
    const customers = await this.customers.findMany(act.sql, [...new Set(due.map(({ facts }) => facts.customerId))]);
    const { name } = await this.operators.settings(act.sql);
    const binary = await this.binaryPlans(act, due);
    const drafts = due.flatMap((one) => {
      const customer = customers.get(one.facts.customerId);
      return customer ? draftsFor(one, customer, name, binary.has(one.facts.planId)) : [];
    });
    if (drafts.length > 0) await this.messages.postAll(act, drafts);
  }

  private async binaryPlans(act: Act, due: readonly WorkedOut[]): Promise<ReadonlySet<string>> {
    const rows = await act.sql.query<{ id: string; quota: QuotaInput | null }>(
      'SELECT plan_id AS id, quota FROM networking.access_policy WHERE plan_id = ANY ($1::uuid[])',
      [[...new Set(due.map(({ facts }) => facts.planId))]],
    );
    return new Set(rows.filter(({ quota }) => quota?.binaryUnits).map(({ id }) => id));
  }
}

function draftsFor(one: WorkedOut, customer: CustomerBrief, operator: string, binary: boolean): MessageDraft[] {
  const to = mailAddresses(customer, 'other').join(', ');
  if (to === '') return [];
  const { customerId, partnerId } = one.facts;
  return noticesOf(one, binary).map(({ subject, text, purpose }) => ({
    to,
    subject,
    text: [`Hello ${customer.name},`, text, operator].join('\n\n'),
    purpose,
    customerId,
    partnerId,
  }));
}

/** Of several marks that were passed at once the highest is told. */
function noticesOf(one: WorkedOut, binary: boolean): Notice[] {
  const { effective, plan, notices } = one;
  const rules = plan.policy.quota;
  const told: Notice[] = [];
  const highest = Math.max(...notices.map((place) => rules?.notices[place]?.percent ?? 0));
  if (notices.length > 0 && effective.quota && rules) {
    const { used, total, left } = effective.quota;
    const { atLimit } = rules;
    told.push({
      purpose: 'data used',
      subject: left === 0n ? 'Your data is used up' : `${highest} % of your data is used`,
      text:
        left === 0n
          ? `you have used ${octetText(used, binary)}, all that you have for this period. ${whatFollows(one, atLimit.kind === 'block', binary)}`
          : `you have used ${octetText(used, binary)} of ${octetText(total, binary)}. ${octetText(left, binary)} are left for this period.`,
    });
  }
  if (beginsToHold(one)) {
    const { download, upload } = effective.rates;
    told.push({
      purpose: 'fair use',
      subject: `Fair use: ${effective.rule?.rule.name ?? ''}`,
      text: `“${effective.rule?.rule.name ?? ''}” holds for your connection now, because of what was used. ${effective.blockedBy ? 'It rests for the time being.' : `Its speed is ${download / 1e6} / ${upload / 1e6} Mbit/s for the time being.`}`,
    });
  }
  return told;
}

function whatFollows({ automatic }: WorkedOut, blocks: boolean, binary: boolean): string {
  if (automatic) return `As your plan has it, ${octetText(automatic.octets, binary)} more are bought for you now.`;
  return blocks
    ? 'Your connection rests until the next period begins or you add data.'
    : 'Your connection is slower until the next period begins or you add data.';
}

function beginsToHold({ effective, facts, isChanged }: WorkedOut): boolean {
  const rule = effective.rule?.rule;
  if (!rule?.notifies || !isChanged || facts.known?.plan_id !== facts.planId) return false;
  if (!rule.conditions.some(({ kind }) => kind !== 'hours')) return false;
  const before = facts.known.blocked_by ?? facts.known.adjusted;
  return before?.by !== 'fair_use' || before.name !== rule.name;
}
