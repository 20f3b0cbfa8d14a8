import type { VariablesOf } from '@demarc/web-api';
import type { ImagineMonthDocument } from './imagine.graphql';

export type ImagineInput = VariablesOf<typeof ImagineMonthDocument>['input'];

export interface ImaginedValues {
  readonly month: string;
  readonly percent: string;
  readonly planId: string;
  readonly planPrice: string;
  readonly taxRateId: string;
  readonly taxPercent: string;
  readonly dayCount: string;
  readonly taxRounding: string;
  readonly partnerId: string;
  readonly noDiscounts: boolean;
}

export const nothingImagined: ImaginedValues = {
  month: '',
  percent: '',
  planId: '',
  planPrice: '',
  taxRateId: '',
  taxPercent: '',
  dayCount: '',
  taxRounding: '',
  partnerId: '',
  noDiscounts: false,
};

/** A price of one plan goes before one of all plans; half of a pair says nothing. */
export function imaginedInput(values: ImaginedValues): ImagineInput {
  const { month, percent, planId, planPrice, taxRateId, taxPercent, dayCount, taxRounding, partnerId } = values;
  const prices = [
    ...(planId !== '' && planPrice !== '' ? [{ planId, unitPrice: planPrice }] : []),
    ...(percent === '' ? [] : [{ percent }]),
  ];
  return {
    month,
    ...(prices.length === 0 ? {} : { prices }),
    ...(taxRateId !== '' && taxPercent !== '' ? { taxes: [{ taxRateId, percent: taxPercent }] } : {}),
    ...(dayCount === 'ACTUAL' || dayCount === 'THIRTY' ? { dayCount } : {}),
    ...(taxRounding === 'LINE' || taxRounding === 'DOCUMENT' ? { taxRounding } : {}),
    ...(partnerId === '' ? {} : { partnerId }),
    ...(values.noDiscounts ? { discounts: false } : {}),
  };
}
