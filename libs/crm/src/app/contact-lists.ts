import { isEmail, ValidateBy, type ValidationOptions } from 'class-validator';
import { isLogin } from '../domain/login-pattern.js';

/** One or more e-mail addresses, separated by commas. */
export function IsEmailList(options?: ValidationOptions): PropertyDecorator {
  return textRule(
    'isEmailList',
    (text) => text.split(',').every((part) => isEmail(part.trim())),
    'must be e-mail addresses, separated by commas',
    options,
  );
}

/** One or more phone numbers, separated by commas. Blanks, brackets and signs are kept as they were typed. */
export function IsPhoneList(options?: ValidationOptions): PropertyDecorator {
  return textRule(
    'isPhoneList',
    (text) => text.split(',').every((part) => /^\+?[0-9 ()./x#-]{3,32}$/.test(part.trim())),
    'must be phone numbers, separated by commas',
    options,
  );
}

export function IsLogin(options?: ValidationOptions): PropertyDecorator {
  return textRule('isLogin', isLogin, 'must have no blanks, at most 128 characters', options);
}

/** `-34.9,-56.16` */
export function IsGps(options?: ValidationOptions): PropertyDecorator {
  return textRule('isGps', isGps, 'must be latitude,longitude such as -34.9,-56.16', options);
}

/** ISO 3166-1 alpha-2, capitals. */
export function IsCountry(options?: ValidationOptions): PropertyDecorator {
  return textRule('isCountry', (text) => /^[A-Z]{2}$/.test(text), 'must be a country code such as UY', options);
}

/** ISO 639: `en`. */
export function IsLanguage(options?: ValidationOptions): PropertyDecorator {
  return textRule('isLanguage', (text) => /^[a-z]{2,3}$/.test(text), 'must be a language such as en', options);
}

function isGps(text: string): boolean {
  const match = /^(-?\d{1,2}(?:\.\d{1,10})?),\s?(-?\d{1,3}(?:\.\d{1,10})?)$/.exec(text);
  return match !== null && Math.abs(Number(match[1])) <= 90 && Math.abs(Number(match[2])) <= 180;
}

function textRule(
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
