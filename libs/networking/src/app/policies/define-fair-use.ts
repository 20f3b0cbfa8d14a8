import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { invalid } from '@demarc/kernel';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { shadowedRule } from '../../domain/fair-use.js';
import { NetworkingPermissions } from '../../permissions.js';
import { FairUseInput } from './fair-use.input.js';
import { keepRules } from './keep-rules.js';
import { fairUseOf } from './policy-document.js';

@InputType({ description: 'The fair use of a plan.' })
export class DefineFairUseInput {
  @Field(() => RecordIdScalar, { description: 'The plan; its speed is set already.' })
  @IsRecordId()
  planId: string;

  @Field(() => FairUseInput, { nullable: true, description: 'Its rules; null: it has none.' })
  @IsOptional()
  @Type(() => FairUseInput)
  @ValidateNested()
  fairUse?: FairUseInput | null;
}

/** Sets what is asked of customers of a plan. What they used already counts, and what holds changes within moments. */
@Injectable()
export class DefineFairUse extends Command<DefineFairUseInput, { planId: string; version: number }> {
  readonly rule: CommandRule = {
    name: 'networking.defineFairUse',
    sentence: 'Set the fair use of a plan',
    permission: NetworkingPermissions['policy.manage'],
    risk: 'normal',
  };
  readonly input = DefineFairUseInput;

  async handle({ planId, fairUse }: DefineFairUseInput, act: Act): Promise<{ planId: string; version: number }> {
    if (fairUse) refuseShadowed(fairUse);
    return keepRules(act, planId, 'fair_use', fairUse ?? null, 'Fair use set');
  }
}

function refuseShadowed(fairUse: FairUseInput): void {
  const shadowed = shadowedRule(fairUseOf(fairUse));
  if (!shadowed) return;
  throw invalid(
    'RULE_NEVER_HOLDS',
    `“${shadowed.rule}” would never win: whenever it holds, “${shadowed.by}” stands before it and holds too. Put the stricter rule first.`,
    [{ field: 'rules', message: 'a rule never wins' }],
  );
}
