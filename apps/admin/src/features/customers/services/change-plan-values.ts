import { isDecimalText } from '@demarc/ui';
import type { VariablesOf } from '@demarc/web-api';
import type { ChangePlanDocument } from './services.graphql';

export type WantedChange = Omit<VariablesOf<typeof ChangePlanDocument>['input'], 'planHash'>;

export interface ChangeForm {
  readonly planId: string | null;
  readonly changeOn: string;
  readonly price: string;
  readonly reason: string;
  readonly keepDiscounts: boolean;
  /** Empty: as in the billing settings. */
  readonly refund: '' | 'UNUSED' | 'NONE';
  readonly invoice: '' | 'PERIOD_END' | 'THIRTY_DAYS' | 'NEXT_RUN';
  readonly withFee: boolean;
  readonly notify: boolean;
}

export function emptyChange(today: string): ChangeForm {
  return {
    planId: null,
    changeOn: today,
    price: '',
    reason: '',
    keepDiscounts: false,
    refund: '',
    invoice: '',
    withFee: true,
    notify: false,
  };
}

/** What the form asks for; null while something is missing. What is as in the settings is left out. */
export function wantedChange(serviceId: string, form: ChangeForm): WantedChange | null {
  const { planId, changeOn, price, refund, invoice, withFee, notify } = form;
  if (planId === null || changeOn === '' || (price !== '' && !isDecimalText(price))) return null;
  const reason = form.reason.trim();
  const options = {
    ...(refund === '' ? {} : { refund }),
    ...(invoice === '' ? {} : { invoice }),
    ...(withFee ? {} : { withFee }),
  };
  return {
    serviceId,
    planId,
    changeOn,
    ...(price === '' ? {} : { unitPrice: price }),
    ...(reason === '' ? {} : { reason }),
    ...(form.keepDiscounts ? { keepDiscounts: true } : {}),
    ...(notify ? { notify } : {}),
    ...(Object.keys(options).length === 0 ? {} : { options }),
  };
}
