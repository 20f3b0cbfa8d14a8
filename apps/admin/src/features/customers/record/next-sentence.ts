import type { TextOf, useFormat } from '@demarc/ui';
import type { overviewTexts } from './overview-texts';
import type { NextEvent } from './next-card';
import type { Customer } from './use-customer';

/** One coming event in words. */
export function nextSentence(
  t: TextOf<typeof overviewTexts.entries>,
  format: ReturnType<typeof useFormat>,
  event: NextEvent,
  services: Customer['services'],
): string {
  const amount = format.money(event.amount);
  switch (event.kind) {
    case 'INVOICE':
      return event.dueOn === null
        ? t('INVOICE', { amount })
        : t('invoiceDue', { amount, due: format.day(event.dueOn) });
    case 'FEE':
      return t('FEE', { amount, title: event.title ?? '' });
    case 'PROMISE_END':
      return /[1-9]/.test(event.amount.amount) ? t('promiseOf', { amount }) : t('PROMISE_END');
    case 'PREPAID_END':
      return t('PREPAID_END');
    case 'CONTRACT_END': {
      const service = (services ?? []).find(({ id }) => id === event.serviceId);
      return t('CONTRACT_END', { service: service?.description ?? t('aService') });
    }
    case 'OVERDUE':
    case 'BLOCKED':
    case 'INACTIVE':
      return t(event.kind, { amount });
  }
}
