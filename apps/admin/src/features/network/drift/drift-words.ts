import { defineCatalogue } from '@demarc/ui';

const reasons = {
  balance: 'unpaid',
  hold: 'a hold',
  quota: 'quota used up',
  removed: 'access was removed',
  service_pending: 'service has not begun',
  service_paused: 'service is paused',
  service_disabled: 'service has ended',
  service_archived: 'service is archived',
  not_started: 'service has not begun',
  ended: 'service has ended',
  customer_new: 'customer is not active yet',
  customer_inactive: 'customer is inactive',
  no_policy: 'plan has no speed',
  login_taken: 'login is used by another access',
} as const;

const causes = {
  provisioned: 'access was set up',
  'changed by hand': 'access was changed by hand',
  'released by a person': 'a person let it through',
  policy: 'speed of the plan was changed',
  day: 'a new day',
  removed: 'access was removed',
  'billing.CustomerStatusChanged': 'standing or hold of the customer',
  'billing.ServiceAdded': 'service was added',
  'billing.ServiceStarted': 'service has begun',
  'billing.ServiceChanged': 'service was changed',
  'billing.PlanChanged': 'change of plan',
  'billing.PlanEdited': 'plan was changed',
  'billing.ServicesImported': 'import',
} as const;

export const reasonTexts = defineCatalogue('accessReasons', reasons);
export const causeTexts = defineCatalogue('accessCauses', causes);

export function isReason(word: string): word is keyof typeof reasons {
  return Object.hasOwn(reasons, word);
}

export function isCause(word: string): word is keyof typeof causes {
  return Object.hasOwn(causes, word);
}
