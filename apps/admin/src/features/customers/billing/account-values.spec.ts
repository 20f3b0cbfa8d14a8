import { describe, expect, it } from 'vitest';
import type { Account } from '../record/use-customer';
import { accountValues, settingsInput } from './account-values';

const euros = (amount: string) => ({ amount, currency: 'EUR' });
const account: Account = {
  balanceDue: euros('0.00'),
  creditBalance: euros('0.00'),
  standing: 'GOOD',
  standingSince: '2026-03-01',
  status: 'ACTIVE',
  promiseUntil: null,
  openHolds: 0,
  billingType: 'RECURRING',
  billingDay: 1,
  periodMonths: 1,
  mode: 'ADVANCE',
  dueDays: 14,
  blockingDays: 15,
  deactivationDays: null,
  minimumBalance: euros('0.00'),
  billingEnabled: true,
  autoInvoice: true,
  proformas: 'AS_SETTINGS',
  proformaDay: null,
  proformaMonths: null,
  taxExempt: false,
};

describe('billing settings of one customer', () => {
  it('sends nothing when nothing differs', () => {
    expect(settingsInput('customer-1', account, accountValues(account))).toBeNull();
  });

  it('sends only what differs, as whole numbers', () => {
    const values = { ...accountValues(account), billingDay: '15', autoInvoice: false };
    expect(settingsInput('customer-1', account, values)).toEqual({
      customerId: 'customer-1',
      billingDay: 15,
      autoInvoice: false,
    });
  });

  it('sends the day and the months of proformas of the customer’s own, and never an empty day', () => {
    const values = { ...accountValues(account), proformas: 'OWN', proformaDay: '5', proformaMonths: '3' };
    expect(settingsInput('customer-1', account, values)).toEqual({
      customerId: 'customer-1',
      proformas: 'OWN',
      proformaDay: 5,
      proformaMonths: 3,
    });
    const own: Account = { ...account, proformas: 'OWN', proformaDay: 5, proformaMonths: 3 };
    expect(settingsInput('customer-1', own, { ...accountValues(own), proformaDay: '' })).toBeNull();
  });

  it('never blocks where the days are left empty', () => {
    const values = { ...accountValues(account), blockingDays: '', deactivationDays: '10' };
    expect(settingsInput('customer-1', account, values)).toEqual({
      customerId: 'customer-1',
      blockingDays: null,
      deactivationDays: 10,
    });
  });
});
