import { Field, InputType } from '@nestjs/graphql';
import { conflict, invalid } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { ServiceEntity } from '../../data/service.entity.js';
import type { PlanKind, VoiceDirection } from '../../domain/index.js';
import { VoiceDirectionEnum } from '../settings/enums.js';

@InputType({ description: 'The number of a voice service.' })
export class VoiceLineInput {
  @Field(() => String, {
    description: 'Digits, with `+` before a full number (ITU-T E.164); `*` at the end stands for any more digits.',
  })
  @Matches(/^\+?\d{2,20}\*?$/, { message: '$property must be a number such as +59829001234, or a range such as 2900*' })
  number: string;

  @Field(() => VoiceDirectionEnum, { nullable: true, description: 'For which calls; both when left out.' })
  @IsOptional()
  @IsIn(Object.values(VoiceDirectionEnum))
  direction?: VoiceDirection;

  @Field(() => String, { nullable: true, description: 'The device that it rings on.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  device?: string;
}

type VoiceColumns = Pick<ServiceEntity, 'voiceNumber' | 'voiceDirection' | 'voiceDevice'>;

/** The columns of a voice line; nothing to write when nobody spoke of it. */
export function voiceColumns(kind: PlanKind, line: VoiceLineInput | null | undefined): Partial<VoiceColumns> {
  if (line === undefined) return {};
  if (line === null) return { voiceNumber: null, voiceDirection: null, voiceDevice: null };
  if (kind !== 'voice') throw invalid('NOT_A_VOICE_SERVICE', 'Only a voice service has a phone number.');
  return { voiceNumber: line.number, voiceDirection: line.direction ?? 'both', voiceDevice: line.device ?? '' };
}

/** A number serves one service at a time in each direction; the database holds to it, whoever comes first. */
export async function withFreeNumber<Result>(write: Promise<Result>): Promise<Result> {
  try {
    return await write;
  } catch (error) {
    if (violatedConstraint(error) === 'one_service_a_voice_number')
      throw conflict('VOICE_NUMBER_TAKEN', 'Another service has this number in these days.');
    throw error;
  }
}
