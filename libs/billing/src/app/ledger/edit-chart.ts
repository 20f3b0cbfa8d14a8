import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, notFound, Refusal } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { IsBoolean, IsInt, IsOptional, IsString, Matches, MaxLength, Min, MinLength } from 'class-validator';
import { BillingPermissions } from '../../permissions.js';

const OWN_CODE = /^$|^[0-9A-Za-z][0-9A-Za-z._-]{0,19}$/;
const OWN_CODE_MESSAGE = 'ownCode is up to 20 letters, digits, dots and dashes';

@InputType({ description: 'What an account of the chart is called, and its number in your own chart.' })
export class EditLedgerAccountInput {
  @Field(() => String, { description: 'The account’s code, which postings keep.' })
  @IsString()
  @MaxLength(100)
  code: string;

  @Field(() => String, { description: 'Its name.' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  @Field(() => String, { description: 'Its number in your own chart of accounts; empty for none.' })
  @IsString()
  @Matches(OWN_CODE, { message: OWN_CODE_MESSAGE })
  ownCode: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether income may be mapped to it. For added accounts.' })
  @IsOptional()
  @IsBoolean()
  active?: boolean;

  @Field(() => Int, { description: 'The revision that was on the screen.' })
  @IsInt()
  @Min(1)
  revision: number;
}

@InputType({ description: 'An income account of your own.' })
export class AddRevenueAccountInput {
  @Field(() => String, { description: 'Its name: `Fibre in the north`.' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  @Field(() => String, { description: 'Its number in your own chart of accounts; empty for none.' })
  @IsString()
  @Matches(OWN_CODE, { message: OWN_CODE_MESSAGE })
  ownCode: string;
}

/** Names and own numbers are the operator's; what is booked keeps its code. */
@Injectable()
export class EditLedgerAccount extends Command<EditLedgerAccountInput, { code: string }> {
  readonly rule: CommandRule = {
    name: 'billing.editLedgerAccount',
    sentence: 'Name an account of the ledger',
    permission: BillingPermissions['ledger.manage'],
    risk: 'normal',
  };
  readonly input = EditLedgerAccountInput;

  async handle(input: EditLedgerAccountInput, act: Act): Promise<{ code: string }> {
    const before = await act.sql.first<{ name: string; own_code: string | null; added: boolean; revision: number }>(
      'SELECT name, own_code, added, revision FROM billing.ledger_account WHERE code = $1 FOR UPDATE',
      [input.code],
    );
    if (!before) throw notFound('account of the ledger');
    if (before.revision !== input.revision)
      throw new Refusal('stale', 'CHANGED_MEANWHILE', 'Somebody changed this account meanwhile. Load it again.');
    if (input.active === false && !before.added)
      throw conflict('ACCOUNT_NEEDED', 'This account is booked by the product itself and stays in use.');
    if (input.active === false) await refuseMapped(act, input.code);
    await unique(input, () =>
      act.sql.execute(
        `UPDATE billing.ledger_account SET name = $2, own_code = nullif($3, ''), active = coalesce($4, active), revision = revision + 1 WHERE code = $1`,
        [input.code, input.name, input.ownCode, input.active ?? null],
      ),
    );
    act.audit({ kind: 'ledger_account', id: input.code }, `Account ${before.name} is now ${title(input)}`);
    return { code: input.code };
  }
}

@Injectable()
export class AddRevenueAccount extends Command<AddRevenueAccountInput, { code: string }> {
  readonly rule: CommandRule = {
    name: 'billing.addRevenueAccount',
    sentence: 'Add an income account',
    permission: BillingPermissions['ledger.manage'],
    risk: 'normal',
  };
  readonly input = AddRevenueAccountInput;

  async handle(input: AddRevenueAccountInput, act: Act): Promise<{ code: string }> {
    const code = `revenue.own.${slug(input.name) || act.newId<'LedgerAccount'>().slice(-12)}`;
    await unique(input, () =>
      act.sql.execute(
        `INSERT INTO billing.ledger_account (code, name, kind, own_code, added) VALUES ($1, $2, 'income', nullif($3, ''), true)`,
        [code, input.name, input.ownCode],
      ),
    );
    act.audit({ kind: 'ledger_account', id: code }, `Income account ${title(input)} added`);
    return { code };
  }
}

async function refuseMapped(act: Act, code: string): Promise<void> {
  const mapped = await act.sql.first('SELECT 1 FROM billing.revenue_mapping WHERE account_code = $1', [code]);
  if (mapped) throw conflict('ACCOUNT_MAPPED', 'Income is mapped to this account. Map it elsewhere first.');
}

async function unique(input: { readonly name: string; readonly ownCode: string }, write: () => Promise<unknown>) {
  try {
    await write();
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'uq_ledger_account_own_code')
      throw conflict('OWN_CODE_TAKEN', `Another account has the number ${input.ownCode}. Choose another one.`);
    if (constraint === 'uq_ledger_account_name' || constraint === 'ledger_account_pkey')
      throw conflict('NAME_TAKEN', `There is an account named "${input.name}" already. Choose another name.`);
    throw error;
  }
}

function title({ name, ownCode }: { readonly name: string; readonly ownCode: string }): string {
  return ownCode === '' ? name : `${ownCode} ${name}`;
}

function slug(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
}
