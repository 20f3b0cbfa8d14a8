import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import { TaxRateEntity } from '../../data/tax-rate.entity.js';
import type { TaxRateId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';

@InputType({ description: 'Names one tax rate.' })
export class ArchiveTaxRateInput {
  @Field(() => RecordIdScalar, { description: 'The tax rate.' })
  @IsRecordId()
  taxRateId: TaxRateId;
}

/** No new plan takes it any more; services that have it keep it. */
@Injectable()
export class ArchiveTaxRate extends Command<ArchiveTaxRateInput, { taxRateId: TaxRateId }> {
  readonly rule: CommandRule = {
    name: 'billing.archiveTaxRate',
    sentence: 'Archive a tax rate',
    permission: BillingPermissions['tax.manage'],
    risk: 'normal',
  };
  readonly input = ArchiveTaxRateInput;

  async handle({ taxRateId }: ArchiveTaxRateInput, act: Act): Promise<{ taxRateId: TaxRateId }> {
    const changed = await act.manager.update(TaxRateEntity, { id: taxRateId }, { archived: true });
    if (changed.affected !== 1) throw notFound('tax rate');
    act.audit({ kind: 'tax_rate', id: taxRateId }, 'Tax rate archived');
    return { taxRateId };
  }
}
