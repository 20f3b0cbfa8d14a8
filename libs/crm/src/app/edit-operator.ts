import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsCurrency } from '@demarc/commands';
import { conflict, Refusal } from '@demarc/kernel';
import { IsInt, IsOptional, Min } from 'class-validator';
import { OperatorEntity } from '../data/operator.entity.js';
import { changedFields } from '../domain/changed-fields.js';
import { CrmPermissions } from '../permissions.js';
import { IsCountryCode, IsLocale, IsOperatorName, IsTimeZone, OperatorDetailsInput } from './operator.input.js';

@InputType({ description: 'Changes to the operator’s settings; a missing field stays as it is.' })
export class EditOperatorInput extends OperatorDetailsInput {
  @Field(() => Int, { description: 'The `revision` that the change was made on.' })
  @IsInt()
  @Min(1)
  revision: number;

  @Field(() => String, { nullable: true, description: 'The name that people see.' })
  @IsOptional()
  @IsOperatorName()
  name?: string;

  @Field(() => String, { nullable: true, description: 'IANA time zone. Dates of issued documents do not move.' })
  @IsOptional()
  @IsTimeZone()
  timeZone?: string;

  @Field(() => String, { nullable: true, description: 'ISO 4217 code; only before the first customer.' })
  @IsOptional()
  @IsCurrency()
  currency?: string;

  @Field(() => String, { nullable: true, description: 'BCP 47 language tag.' })
  @IsOptional()
  @IsLocale()
  locale?: string;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2 country code.' })
  @IsOptional()
  @IsCountryCode()
  country?: string;
}

@Injectable()
export class EditOperator extends Command<EditOperatorInput, { revision: number }> {
  readonly rule: CommandRule = {
    name: 'crm.editOperator',
    sentence: 'Change the operator’s settings',
    permission: CrmPermissions['operator.manage'],
    risk: 'normal',
  };
  readonly input = EditOperatorInput;

  async handle(input: EditOperatorInput, act: Act): Promise<{ revision: number }> {
    const operator = await act.manager.findOne(OperatorEntity, {
      where: { id: true },
      lock: { mode: 'pessimistic_write' },
    });
    if (!operator)
      throw conflict(
        'OPERATOR_NOT_SET_UP',
        'The operator is not set up yet. Give its name, time zone and currency first.',
      );
    const { revision, ...wanted } = withoutNull(input);
    const changes = changedFields(operator, wanted);
    if (revision !== operator.revision) {
      throw new Refusal(
        'stale',
        'STALE_EDIT',
        'Somebody else changed the settings in the meantime. Look at both values and save again.',
        {
          details: {
            revision: operator.revision,
            fields: Object.entries(changes).map(([field, { before, after }]) => ({
              field,
              theirs: before,
              yours: after,
            })),
          },
        },
      );
    }
    if (Object.keys(changes).length === 0) return { revision };
    if (changes['currency'] && (await act.sql.first('SELECT 1 FROM crm.customer LIMIT 1'))) {
      throw conflict(
        'CURRENCY_IN_USE',
        'There are customers with accounts in the present currency. It cannot change any more.',
      );
    }
    await act.manager.update(OperatorEntity, { id: true }, { ...wanted, revision: revision + 1 });
    act.audit(
      { kind: 'operator', id: 'operator' },
      `Operator’s settings changed: ${Object.keys(changes).join(', ')}`,
      changes,
    );
    return { revision: revision + 1 };
  }
}

function withoutNull(input: EditOperatorInput): EditOperatorInput {
  return Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== null),
  ) as unknown as EditOperatorInput;
}
