import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsCurrency } from '@demarc/commands';
import { conflict } from '@demarc/kernel';
import { OperatorEntity } from '../data/operator.entity.js';
import { CrmPermissions } from '../permissions.js';
import { IsCountryCode, IsLocale, IsOperatorName, IsTimeZone, OperatorDetailsInput } from './operator.input.js';

@InputType({ description: 'The provider that runs this installation.' })
export class SetUpOperatorInput extends OperatorDetailsInput {
  @Field(() => String, { description: 'The name that people see.' })
  @IsOperatorName()
  name: string;

  @Field(() => String, { description: 'IANA time zone: billing dates are calendar dates in it.' })
  @IsTimeZone()
  timeZone: string;

  @Field(() => String, { description: 'ISO 4217 code of the currency of accounts.' })
  @IsCurrency()
  currency: string;

  @Field(() => String, { description: 'BCP 47 language tag for documents and messages.' })
  @IsLocale()
  locale: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2 country code.' })
  @IsCountryCode()
  country: string;
}

/** The first act on a new installation; a second one is refused. */
@Injectable()
export class SetUpOperator extends Command<SetUpOperatorInput, { name: string }> {
  readonly rule: CommandRule = {
    name: 'crm.setUpOperator',
    sentence: 'Set up the operator',
    permission: CrmPermissions['operator.manage'],
    risk: 'normal',
  };
  readonly input = SetUpOperatorInput;

  async handle(input: SetUpOperatorInput, act: Act): Promise<{ name: string }> {
    const added = await act.manager
      .createQueryBuilder()
      .insert()
      .into(OperatorEntity)
      .values({ lineRounding: 'half_up', weekStart: 1, loginPattern: '{number}', ...input, id: true, revision: 1 })
      .orIgnore()
      .returning('id')
      .execute();
    if ((added.raw as unknown[]).length === 0) {
      throw conflict('OPERATOR_EXISTS', 'The operator is set up already. Change its settings instead.');
    }
    act.audit({ kind: 'operator', id: 'operator' }, `Operator ${input.name} set up`, { ...input });
    return { name: input.name };
  }
}
