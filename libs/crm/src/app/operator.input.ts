import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import type { RoundingRule } from '@demarc/kernel';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  type ValidationOptions,
} from 'class-validator';
import { isLoginPattern } from '../domain/login-pattern.js';

export const LineRoundingEnum = { HALF_UP: 'half_up', HALF_EVEN: 'half_even', DOWN: 'down' } as const;
registerEnumType(LineRoundingEnum, {
  name: 'LineRounding',
  description: 'How a line’s exact amount becomes minor units.',
  valuesMap: {
    HALF_UP: { description: 'Halves away from zero.' },
    HALF_EVEN: { description: 'Halves to the even neighbour (banker’s rounding).' },
    DOWN: { description: 'Toward zero.' },
  },
});

/** The settings that may change at any time. */
@InputType({ isAbstract: true })
export abstract class OperatorDetailsInput {
  @Field(() => LineRoundingEnum, {
    nullable: true,
    description: 'How lines are rounded from now on; issued documents keep theirs.',
  })
  @IsOptional()
  @IsIn(['half_up', 'half_even', 'down'])
  lineRounding?: RoundingRule;

  @Field(() => Int, { nullable: true, description: 'First day of the week: 1 Monday … 7 Sunday.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(7)
  weekStart?: number;

  @Field(() => String, {
    nullable: true,
    description:
      'How logins are made: text with {number} {name} {email} {phone} {digits} {letters} {year} {month} {day}; one of number, digits, letters must be there.',
  })
  @IsOptional()
  @MaxLength(100)
  @IsLoginPattern()
  loginPattern?: string;
}

export function IsOperatorName(): PropertyDecorator {
  return (target, key) => {
    IsString()(target, key);
    MinLength(1)(target, key);
    MaxLength(200)(target, key);
  };
}

/** An IANA zone that this machine knows. */
export function IsTimeZone(options?: ValidationOptions): PropertyDecorator {
  return rule('isTimeZone', isTimeZone, 'must be a time zone such as America/Montevideo', options);
}

/** A BCP 47 tag. */
export function IsLocale(options?: ValidationOptions): PropertyDecorator {
  return rule('isLocale', isLocale, 'must be a language tag such as es-UY', options);
}

export function IsCountryCode(): PropertyDecorator {
  return Matches(/^[A-Z]{2}$/, { message: '$property must be a country code such as UY' });
}

function IsLoginPattern(): PropertyDecorator {
  return rule(
    'isLoginPattern',
    isLoginPattern,
    'must be made of placeholders, with one of {number}, {digits} or {letters}',
  );
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

function rule(
  name: string,
  holds: (text: string) => boolean,
  message: string,
  options?: ValidationOptions,
): PropertyDecorator {
  return ValidateBy(
    {
      name,
      validator: {
        validate: (value: unknown) => typeof value === 'string' && holds(value),
        defaultMessage: (args) => `${args?.property ?? 'the value'} ${message}`,
      },
    },
    options,
  );
}
