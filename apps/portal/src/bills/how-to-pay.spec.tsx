import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { UiProvider } from '@demarc/ui';
import { HowToPay } from './how-to-pay';

const ways = {
  online: false,
  payee: 'Example Net Ltd',
  bankName: 'Example Bank',
  bankAccount: 'XX00 1234 5678',
  phone: '+598 2 000 000',
  email: null,
};
const amount = { amount: '34.90', currency: 'EUR' };

function show(
  given: typeof ways | (Omit<typeof ways, 'bankAccount' | 'phone'> & { bankAccount: null; phone: string | null }),
) {
  render(
    <UiProvider locale="en">
      <HowToPay ways={given} amount={amount} reference="Customer 26" />
    </UiProvider>,
  );
}

it('says the account, the amount and what to write on a transfer', () => {
  show(ways);
  for (const text of ['€34.90', 'Example Net Ltd', 'XX00 1234 5678', 'Example Bank', 'Customer 26'])
    expect(screen.getByText(text)).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});

it('sends to the telephone where no account is known, and to the office where that is not known either', () => {
  show({ ...ways, bankAccount: null });
  expect(screen.getByText('Please ask us how to pay.')).toBeDefined();
  expect(screen.getByText('+598 2 000 000').closest('a')?.getAttribute('href')).toBe('tel:+5982000000');
  show({ ...ways, bankAccount: null, phone: null });
  expect(screen.getByText('Please pay at the office of Example Net Ltd.')).toBeDefined();
});
