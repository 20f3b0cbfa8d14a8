import { applyDecorators } from '@nestjs/common';
import { Field } from '@nestjs/graphql';
import { IsString, MaxLength, MinLength } from 'class-validator';

/** Why something is done or taken back: never empty, for whoever reads it in the books later. */
export function ReasonField(description: string, most = 300): PropertyDecorator {
  return applyDecorators(
    Field(() => String, { description }),
    IsString(),
    MinLength(1),
    MaxLength(most),
  );
}
