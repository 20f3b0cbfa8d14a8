import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, invalid, notFound } from '@demarc/kernel';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { PlanId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';

@InputType({ description: 'Books future income of a plan, or of a kind, to another income account.' })
export class MapRevenueInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'The plan; or a kind by its account.' })
  @IsOptional()
  @IsRecordId()
  planId?: PlanId;

  @Field(() => String, { nullable: true, description: 'The account of a kind: `revenue.internet`.' })
  @IsOptional()
  @Matches(/^revenue\.(internet|voice|recurring|bundle|one_time|fee|other)$/, {
    message: 'fromAccount is the account of a kind, such as revenue.internet',
  })
  fromAccount?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where its income goes; absent: back to the account of its kind.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  accountCode?: string;
}

/** From the next document on. What is booked stays where it is; a credit note follows the line that it credits. */
@Injectable()
export class MapRevenue extends Command<MapRevenueInput, { accountCode: string | null }> {
  readonly rule: CommandRule = {
    name: 'billing.mapRevenue',
    sentence: 'Choose the income account of a plan or kind',
    permission: BillingPermissions['ledger.manage'],
    risk: 'normal',
  };
  readonly input = MapRevenueInput;

  async handle(input: MapRevenueInput, act: Act): Promise<{ accountCode: string | null }> {
    const { planId = null, fromAccount = null, accountCode = null } = input;
    if ((planId === null) === (fromAccount === null))
      throw invalid('MAP_ONE_THING', 'Say either which plan or which kind of income is meant.');
    const what = await this.nameOf(act, planId, fromAccount);
    await act.sql.execute(
      'DELETE FROM billing.revenue_mapping WHERE plan_id IS NOT DISTINCT FROM $1 AND from_account IS NOT DISTINCT FROM $2',
      [planId, fromAccount],
    );
    if (accountCode !== null) {
      await this.requireIncome(act, accountCode);
      await act.sql.execute(
        'INSERT INTO billing.revenue_mapping (id, plan_id, from_account, account_code) VALUES ($1, $2, $3, $4)',
        [act.newId<'RevenueMapping'>(), planId, fromAccount, accountCode],
      );
    }
    act.audit(
      { kind: 'ledger_account', id: accountCode ?? fromAccount ?? planId ?? '' },
      `Income of ${what} goes to ${accountCode ?? 'the account of its kind'}`,
    );
    return { accountCode };
  }

  private async nameOf(act: Act, planId: string | null, fromAccount: string | null): Promise<string> {
    const row = await act.sql.first<{ name: string }>(
      planId === null
        ? 'SELECT name FROM billing.ledger_account WHERE code = $1'
        : 'SELECT title AS name FROM billing.plan WHERE id = $1',
      [planId ?? fromAccount],
    );
    if (!row) throw notFound(planId === null ? 'account of the ledger' : 'plan');
    return row.name;
  }

  private async requireIncome(act: Act, code: string): Promise<void> {
    const account = await act.sql.first<{ kind: string; active: boolean }>(
      'SELECT kind, active FROM billing.ledger_account WHERE code = $1',
      [code],
    );
    if (!account) throw notFound('account of the ledger');
    if (account.kind !== 'income' || !account.active)
      throw conflict('NOT_AN_INCOME_ACCOUNT', 'Income goes to an income account that is in use.');
  }
}
