import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  ValidateBy,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { currencyCode, isId, parseDecimal, parseLocalDate, parseMoney } from '@demarc/kernel';

/** A UUID in lower case. */
export function IsRecordId(options?: ValidationOptions): PropertyDecorator {
  return text('isRecordId', isId, '$property must be an id', options);
}

/** `2026-03-15`, and a day that exists. */
export function IsLocalDate(options?: ValidationOptions): PropertyDecorator {
  return text(
    'isLocalDate',
    (value) => parseLocalDate(value) !== undefined,
    '$property must be a date such as 2026-03-15',
    options,
  );
}

/** A plain decimal such as `19.99`, at most 4 decimals: unit prices, quantities, rates. */
export function IsPlainDecimal(options?: ValidationOptions & { min?: string; decimals?: number }): PropertyDecorator {
  const decimals = options?.decimals ?? 4;
  return text(
    'isPlainDecimal',
    (value) => {
      const decimal = parseDecimal(value);
      return (
        decimal !== undefined &&
        decimal.decimalPlaces() <= decimals &&
        (options?.min === undefined || decimal.gte(options.min))
      );
    },
    `$property must be a plain decimal such as 19.99${options?.min === undefined ? '' : `, at least ${options.min}`}`,
    options,
  );
}

/** An amount with at most three decimals; the currency's own scale is checked where the currency is known. */
export function IsAmount(options?: ValidationOptions): PropertyDecorator {
  return text(
    'isAmount',
    (value) => parseMoney(value, currencyCode('KWD')) !== undefined,
    '$property must be an amount such as 19.99',
    options,
  );
}

export function IsCurrency(options?: ValidationOptions): PropertyDecorator {
  return text(
    'isCurrency',
    (value) => /^[A-Z]{3}$/.test(value),
    '$property must be a currency code such as EUR',
    options,
  );
}

/** A list of inputs, each checked by its own rules, from `least` to `most` of them. */
export function IsListOf(
  itemClass: () => new () => object,
  { least = 0, most }: { readonly least?: number; readonly most: number },
): PropertyDecorator {
  const rules = [IsArray(), ArrayMinSize(least), ArrayMaxSize(most), Type(itemClass), ValidateNested({ each: true })];
  return (target, property) => {
    for (const rule of rules) rule(target, property);
  };
}

function text(
  name: string,
  holds: (value: string) => boolean,
  message: string,
  options?: ValidationOptions,
): PropertyDecorator {
  return ValidateBy(
    {
      name,
      validator: {
        validate: (value: unknown) => typeof value === 'string' && holds(value),
        defaultMessage: (args) => message.replace('$property', args?.property ?? 'the value'),
      },
    },
    options,
  );
}
