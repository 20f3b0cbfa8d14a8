import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import {
  type Act,
  Command,
  type CommandRule,
  IsListOf,
  IsLocalDate,
  IsPlainDecimal,
  IsRecordId,
} from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { DecimalScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, invalid, type LocalDate, notFound } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import type { TaxBase } from '../../domain/index.js';
import type { TaxRateId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Policies } from '../settings/policies.js';
import { TaxBaseEnum } from '../settings/pricing-enums.js';
import { writeTaxesInForce } from './taxes-in-force.js';

const MANAGE = BillingPermissions['tax.manage'];

@InputType({ description: 'Another rate of a tax, from a day on.' })
export class PlanTaxRateInput {
  @Field(() => RecordIdScalar, { description: 'The tax.' })
  @IsRecordId()
  taxRateId: TaxRateId;

  @Field(() => LocalDateScalar, { description: 'The first day of the rate.' })
  @IsLocalDate()
  from: LocalDate;

  @Field(() => DecimalScalar, { description: 'Percent, at most four decimals.' })
  @IsPlainDecimal({ min: '0' })
  percent: string;
}

/** A rate from a day on; the rate until then stays the rate of the days before. Issued documents keep theirs. */
@Injectable()
export class PlanTaxRate extends Command<PlanTaxRateInput, { taxRateId: TaxRateId }> {
  readonly rule: CommandRule = {
    name: 'billing.planTaxRate',
    sentence: 'Give a tax another rate from a day on',
    permission: MANAGE,
    risk: 'high',
  };
  readonly input = PlanTaxRateInput;

  constructor(
    private readonly operators: Operators,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle({ taxRateId, from, percent }: PlanTaxRateInput, act: Act): Promise<{ taxRateId: TaxRateId }> {
    const tax = await lockTax(act, taxRateId);
    if (tax.kind === 'group')
      throw conflict('TAX_IS_GROUP', `The rate of ${tax.name} follows from its taxes. Give one of those another rate.`);
    if (from < EARLIEST) throw invalid('TAX_VERSION_DATE', 'The first day of a rate is 2000-01-01 or later.');
    await act.sql.execute(
      `INSERT INTO billing.tax_rate_version (tax_rate_id, valid_from, percent, created_at) SELECT $1, $2, percent, $3 FROM billing.tax_rate
        WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM billing.tax_rate_version WHERE tax_rate_id = $1)`,
      [taxRateId, EARLIEST, act.at],
    );
    await writeVersion(act, taxRateId, from, percent);
    await settle(act, this.operators, this.policies);
    act.audit({ kind: 'tax_rate', id: taxRateId }, `Tax ${tax.name} is ${percent} % from ${from}`);
    return { taxRateId };
  }
}

@InputType({ description: 'A planned rate of a tax.' })
export class DropTaxRateInput {
  @Field(() => RecordIdScalar, { description: 'The tax.' })
  @IsRecordId()
  taxRateId: TaxRateId;

  @Field(() => LocalDateScalar, { description: 'The first day of the rate.' })
  @IsLocalDate()
  from: LocalDate;
}

/** Takes back a rate that has not begun. */
@Injectable()
export class DropTaxRate extends Command<DropTaxRateInput, { taxRateId: TaxRateId }> {
  readonly rule: CommandRule = {
    name: 'billing.dropTaxRate',
    sentence: 'Take back a planned rate of a tax',
    permission: MANAGE,
    risk: 'normal',
  };
  readonly input = DropTaxRateInput;

  constructor(private readonly operators: Operators) {
    super();
  }

  async handle({ taxRateId, from }: DropTaxRateInput, act: Act): Promise<{ taxRateId: TaxRateId }> {
    const tax = await lockTax(act, taxRateId);
    const { timeZone } = await this.operators.settings(act.sql);
    if (from <= act.todayIn(timeZone))
      throw conflict(
        'TAX_VERSION_BEGAN',
        'This rate has begun: documents may carry it. Plan another rate from a day on.',
      );
    const dropped = await act.sql.execute(
      'DELETE FROM billing.tax_rate_version WHERE tax_rate_id = $1 AND valid_from = $2',
      [taxRateId, from],
    );
    if (dropped === 0) throw notFound('planned rate');
    act.audit({ kind: 'tax_rate', id: taxRateId }, `Planned rate of tax ${tax.name} from ${from} taken back`);
    return { taxRateId };
  }
}

@InputType({ description: 'One tax of a group.' })
export class TaxGroupPartInput {
  @Field(() => RecordIdScalar, { description: 'The tax; once a group.' })
  @IsRecordId()
  taxRateId: TaxRateId;

  @Field(() => TaxBaseEnum, { description: 'What it is charged on; the first one on the net amount.' })
  @IsIn(Object.values(TaxBaseEnum))
  on: TaxBase;
}

@InputType({
  description: 'Several taxes in an order, applied as one rate. A group never changes: define another one.',
})
export class DefineTaxGroupInput {
  @Field(() => String, { description: 'Its name on documents.' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  @Field(() => [TaxGroupPartInput], { description: 'Its taxes, in order.' })
  @IsListOf(() => TaxGroupPartInput, { least: 2, most: 8 })
  parts: TaxGroupPartInput[];
}

@Injectable()
export class DefineTaxGroup extends Command<DefineTaxGroupInput, { taxRateId: TaxRateId }> {
  readonly rule: CommandRule = {
    name: 'billing.defineTaxGroup',
    sentence: 'Define a tax group',
    permission: MANAGE,
    risk: 'normal',
  };
  readonly input = DefineTaxGroupInput;

  constructor(
    private readonly operators: Operators,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle({ name, parts }: DefineTaxGroupInput, act: Act): Promise<{ taxRateId: TaxRateId }> {
    if (parts[0]?.on !== 'net') throw invalid('FIRST_TAX_ON_NET', 'The first tax of a group is on the net amount.');
    const ids = parts.map((part) => part.taxRateId);
    if (new Set(ids).size !== ids.length) throw invalid('TAX_TWICE', 'A tax is in a group once.');
    const known = await act.sql.query<{ id: string }>(
      `SELECT id FROM billing.tax_rate WHERE id = ANY ($1::uuid[]) AND kind = 'single' AND NOT archived`,
      [ids],
    );
    if (known.length !== ids.length) throw conflict('GROUP_OF_SINGLE_TAXES', 'A group is made of single taxes in use.');
    const taxRateId = act.newId<'TaxRate'>();
    try {
      await act.sql.execute(
        `INSERT INTO billing.tax_rate (id, name, percent, kind, created_at) VALUES ($1, $2, 0, 'group', $3)`,
        [taxRateId, name, act.at],
      );
      await act.sql.execute(
        `INSERT INTO billing.tax_group_part (group_id, position, tax_rate_id, applies_to)
         SELECT $1, part.position, part.id, part.applies_to FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY part (id, applies_to, position)`,
        [taxRateId, ids, parts.map((part) => part.on)],
      );
      await settle(act, this.operators, this.policies);
    } catch (error) {
      throw taxRefusal(error, name);
    }
    act.audit({ kind: 'tax_rate', id: taxRateId }, `Tax group ${name} of ${parts.length} taxes defined`, {
      after: { parts },
    });
    return { taxRateId };
  }
}

/** Nothing here is older than this; a rate without history holds since then. */
const EARLIEST = '2000-01-01' as LocalDate;

async function lockTax(act: Act, id: TaxRateId): Promise<{ name: string; kind: 'single' | 'group' }> {
  const tax = await act.sql.first<{ name: string; kind: 'single' | 'group' }>(
    'SELECT name, kind FROM billing.tax_rate WHERE id = $1 FOR UPDATE',
    [id],
  );
  if (!tax) throw notFound('tax rate');
  return tax;
}

async function writeVersion(act: Act, id: TaxRateId, from: LocalDate, percent: string): Promise<void> {
  try {
    await act.sql.execute(
      `INSERT INTO billing.tax_rate_version (tax_rate_id, valid_from, percent, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tax_rate_id, valid_from) DO UPDATE SET percent = excluded.percent, created_at = excluded.created_at`,
      [id, from, percent, act.at],
    );
  } catch (error) {
    throw taxRefusal(error, '');
  }
}

/** Lists show the rates of today. */
async function settle(act: Act, operators: Operators, policies: Policies): Promise<void> {
  const { timeZone } = await operators.settings(act.sql);
  const { settings } = await policies.terms(act.sql, '');
  await writeTaxesInForce(act, act.todayIn(timeZone), settings.taxDecimals);
}

function taxRefusal(error: unknown, name: string): unknown {
  switch (violatedConstraint(error)) {
    case 'uq_tax_rate_name':
      return conflict('NAME_TAKEN', `There is a tax named "${name}" already. Choose another name.`);
    case 'tax_rate_percent_check':
    case 'tax_rate_version_percent_check':
      return conflict('PERCENT_OUT_OF_RANGE', 'A tax rate is between 0 and 100 percent.');
    default:
      return error;
  }
}
