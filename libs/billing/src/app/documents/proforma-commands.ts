import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, invalid, notFound } from '@demarc/kernel';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { ProformaId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { ReasonField } from '../reason-field.js';
import { Policies } from '../settings/policies.js';
import { decideProforma, windowOf } from './decide-proforma.js';
import { OneTimeLineInput } from './issue-one-time-invoice.js';
import { oneTimeLines } from './one-time-invoice.js';
import { writeProforma } from './write-proforma.js';

@InputType({ description: 'A request for payment; in no balance and no tax until it is paid.' })
export class IssueProformaInput {
  @Field(() => RecordIdScalar, { description: 'Who is asked.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => Int, {
    nullable: true,
    description: 'Ask for this many months of the services; only for the lines below when left out.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(12)
  months?: number;

  @Field(() => [OneTimeLineInput], { nullable: true, description: 'What else it asks for.' })
  @IsOptional()
  @IsListOf(() => OneTimeLineInput, { most: 200 })
  lines?: OneTimeLineInput[];

  @Field(() => String, { nullable: true, description: 'A note that is printed.' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  note?: string;
}

@Injectable()
export class IssueProforma extends Command<IssueProformaInput, { proformaId: ProformaId; number: string }> {
  readonly rule: CommandRule = {
    name: 'billing.issueProforma',
    sentence: 'Issue a proforma',
    permission: BillingPermissions['proforma.issue'],
    risk: 'normal',
  };
  readonly input = IssueProformaInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle(input: IssueProformaInput, act: Act): Promise<{ proformaId: ProformaId; number: string }> {
    const account = await this.accounts.lock(act, input.customerId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const issuedOn = act.todayIn(terms.zone);
    const newId = (): Id<'InvoiceLine'> => act.newId<'InvoiceLine'>();
    const { lines: said } = await oneTimeLines(act.sql, account, terms, { issuedOn, lines: input.lines ?? [] }, newId);
    const window = input.months === undefined ? null : windowOf(terms, issuedOn, input.months);
    const decided =
      window &&
      (
        await decideProforma(
          act.sql,
          [account],
          () => terms,
          () => window,
          newId,
        )
      ).get(account.customerId);
    const lines = [...(decided?.lines ?? []), ...said];
    if (lines.reduce((sum, line) => sum + line.grossMinor, 0n) <= 0n)
      throw invalid('PROFORMA_EMPTY', 'There is nothing to ask for: no service is charged in these months.');
    const period = decided?.period ?? null;
    const { id, number } = await writeProforma(act, {
      account,
      terms,
      issuedOn,
      forMonth: null,
      period,
      note: input.note ?? '',
      lines,
    });
    return { proformaId: id, number };
  }
}

@InputType({ description: 'A proforma to withdraw.' })
export class CancelProformaInput {
  @Field(() => RecordIdScalar, { description: 'The proforma.' })
  @IsRecordId()
  proformaId: ProformaId;

  @ReasonField('Why, for the record.')
  reason: string;
}

@Injectable()
export class CancelProforma extends Command<CancelProformaInput, { proformaId: ProformaId }> {
  readonly rule: CommandRule = {
    name: 'billing.cancelProforma',
    sentence: 'Withdraw a proforma',
    permission: BillingPermissions['proforma.issue'],
    risk: 'normal',
  };
  readonly input = CancelProformaInput;

  constructor(private readonly accounts: Accounts) {
    super();
  }

  async handle({ proformaId, reason }: CancelProformaInput, act: Act): Promise<{ proformaId: ProformaId }> {
    const owner = await act.sql.first<{ customer_id: string }>(
      'SELECT customer_id FROM billing.proforma WHERE id = $1',
      [proformaId],
    );
    if (!owner) throw notFound('proforma');
    const { customerId, partnerId } = await this.accounts.lock(act, owner.customer_id);
    const [row] = await act.sql.query<{ number: string }>(
      `UPDATE billing.proforma SET status = 'cancelled' WHERE id = $1 AND status = 'unpaid' RETURNING number`,
      [proformaId],
    );
    if (!row) throw conflict('PROFORMA_NOT_OPEN', 'Only an unpaid proforma can be withdrawn.');
    act.audit({ kind: 'proforma', id: proformaId, customerId, partnerId }, `Proforma ${row.number} withdrawn`, {
      reason,
    });
    return { proformaId };
  }
}
