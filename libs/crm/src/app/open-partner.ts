import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsPlainDecimal } from '@demarc/commands';
import { DecimalScalar } from '@demarc/graphql';
import { conflict, type Refusal } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { Type } from 'class-transformer';
import { IsOptional, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { PartnerEntity } from '../data/partner.entity.js';
import type { PartnerId } from '../domain/ids.js';
import { CrmPermissions } from '../permissions.js';
import { PartnerLegalInput } from './partner-legal.input.js';

@InputType({ description: 'A partner to open: a reseller or a brand.' })
export class OpenPartnerInput {
  @Field(() => String, { description: 'The name, unique.' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @Field(() => PartnerLegalInput, { nullable: true, description: 'Company data for documents.' })
  @IsOptional()
  @Type(() => PartnerLegalInput)
  @ValidateNested()
  legal?: PartnerLegalInput;

  @Field(() => DecimalScalar, { nullable: true, description: 'Share of what is collected, in percent.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  percent?: string;
}

@Injectable()
export class OpenPartner extends Command<OpenPartnerInput, { partnerId: PartnerId }> {
  readonly rule: CommandRule = {
    name: 'crm.openPartner',
    sentence: 'Open a partner',
    permission: CrmPermissions['partner.manage'],
    risk: 'normal',
  };
  readonly input = OpenPartnerInput;

  async handle(input: OpenPartnerInput, act: Act): Promise<{ partnerId: PartnerId }> {
    const partnerId = act.newId<'Partner'>();
    try {
      await act.manager.insert(PartnerEntity, {
        id: partnerId,
        name: input.name,
        legal: { ...input.legal },
        percent: input.percent ?? '0',
        active: true,
        createdAt: act.at,
        revision: 1,
      });
    } catch (error) {
      throw partnerFault(error, input.name) ?? error;
    }
    act.audit({ kind: 'partner', id: partnerId, partnerId }, `Partner ${input.name} opened`);
    return { partnerId };
  }
}

export function partnerFault(error: unknown, name: string): Refusal | undefined {
  const constraint = violatedConstraint(error);
  if (constraint === 'uq_partner_name')
    return conflict('NAME_TAKEN', `There is a partner named "${name}" already. Choose another name.`);
  if (constraint === 'partner_percent_check')
    return conflict('PERCENT_OUT_OF_RANGE', 'A share is between 0 and 100 percent.');
  return undefined;
}
