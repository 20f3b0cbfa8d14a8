import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import { Type } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { PartnerEntity } from '../data/partner.entity.js';
import { changedFields } from '../domain/changed-fields.js';
import type { PartnerId } from '../domain/ids.js';
import { CrmPermissions } from '../permissions.js';
import { partnerFault } from './open-partner.js';
import { PartnerLegalInput } from './partner-legal.input.js';

@InputType({ description: 'Changes to a partner; a missing field stays as it is.' })
export class ChangePartnerInput {
  @Field(() => RecordIdScalar, { description: 'The partner.' })
  @IsRecordId()
  partnerId: PartnerId;

  @Field(() => String, { nullable: true, description: 'The name, unique.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  @Field(() => PartnerLegalInput, { nullable: true, description: 'Company data for documents, as a whole.' })
  @IsOptional()
  @Type(() => PartnerLegalInput)
  @ValidateNested()
  legal?: PartnerLegalInput;

  @Field(() => DecimalScalar, { nullable: true, description: 'Share of what is collected, in percent.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  percent?: string;

  @Field(() => Boolean, { nullable: true, description: 'An inactive partner takes no new customers.' })
  @IsOptional()
  @IsBoolean()
  active?: boolean;
}

@Injectable()
export class ChangePartner extends Command<ChangePartnerInput, { partnerId: PartnerId }> {
  readonly rule: CommandRule = {
    name: 'crm.changePartner',
    sentence: 'Change a partner',
    permission: CrmPermissions['partner.manage'],
    risk: 'normal',
  };
  readonly input = ChangePartnerInput;

  async handle(input: ChangePartnerInput, act: Act): Promise<{ partnerId: PartnerId }> {
    const { partnerId } = input;
    const partner = await act.manager.findOne(PartnerEntity, {
      where: { id: partnerId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!partner) throw notFound('partner');
    const changes = changedFields(partner, {
      name: input.name ?? undefined,
      legal: input.legal ? { ...input.legal } : undefined,
      percent: input.percent ?? undefined,
      active: input.active ?? undefined,
    });
    if (Object.keys(changes).length === 0) return { partnerId };
    const fields = Object.fromEntries(Object.entries(changes).map(([field, change]) => [field, change.after]));
    try {
      await act.manager.update(PartnerEntity, { id: partnerId }, { ...fields, revision: partner.revision + 1 });
    } catch (error) {
      throw partnerFault(error, input.name ?? partner.name) ?? error;
    }
    act.audit(
      { kind: 'partner', id: partnerId, partnerId },
      `Partner ${partner.name} changed: ${Object.keys(changes).join(', ')}`,
      changes,
    );
    return { partnerId };
  }
}
