import { Field, InputType, Int } from '@nestjs/graphql';
import { IsListOf, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import type { RouterId } from '../../../domain/ids.js';
import { RouterStepInput } from '../retire-router.js';
import { type MessageAuthenticator, MessageAuthenticatorEnum } from '../router.input.js';

@InputType({ description: 'What is to be asked of the logins of a router.' })
export class SetSigningPolicyInput extends RouterStepInput {
  @Field(() => Int, { description: 'The revision that was seen; refused when it changed since.' })
  @IsInt()
  revision: number;

  @Field(() => MessageAuthenticatorEnum, { description: 'What is asked from now on.' })
  @IsIn(['require', 'auto', 'off'])
  policy: MessageAuthenticator;
}

@InputType({ description: 'A router as it was seen.' })
export class SeenRouterInput {
  @Field(() => RecordIdScalar, { description: 'Which router.' })
  @IsRecordId()
  routerId: RouterId;

  @Field(() => Int, { description: 'The revision that was seen.' })
  @IsInt()
  revision: number;
}

@InputType({ description: 'Which routers are to sign everything from now on.' })
export class RequireSigningInput {
  @Field(() => Int, { description: 'They must have signed everything for so many days.' })
  @IsInt()
  @Min(1)
  @Max(90)
  days: number;

  @Field(() => [SeenRouterInput], { description: 'The routers of the preview that are chosen.' })
  @IsListOf(() => SeenRouterInput, { least: 1, most: 2_000 })
  routers: SeenRouterInput[];
}
