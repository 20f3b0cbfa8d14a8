import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { UiProvider } from '@demarc/ui';
import { type ApiClient, ApiProvider, createQueryClient, SessionProvider } from '@demarc/web-kit';
import { expect, it } from 'vitest';
import { PlanIncome } from './plan-income';
import type { Plan } from './plan-values';

const account = { kind: 'income', ownCode: null, added: false, active: true, revision: 1 };
const ledgerAccounts = [
  { ...account, code: 'revenue.internet', name: 'Internet' },
  { ...account, code: 'revenue.own.fiber', name: 'Fiber' },
  { ...account, code: 'revenue.own.old', name: 'Retired', active: false },
  { ...account, code: 'bank', name: 'Bank', kind: 'asset' },
];
const mapping = { id: 'm', planId: 'plan', planTitle: 'Fiber', fromAccount: null, accountCode: 'revenue.own.fiber' };

function shown({ manages, mapped }: { manages: boolean; mapped: boolean }) {
  const booked: unknown[] = [];
  const client = {
    graphql: (_document: unknown, { input }: { input?: unknown }) => {
      if (input !== undefined) booked.push(input);
      return Promise.resolve(
        input === undefined ? { ledgerAccounts, revenueMappings: mapped ? [mapping] : [] } : { mapRevenue: {} },
      );
    },
    rest: () =>
      Promise.resolve({
        kind: 'staff',
        state: 'signed_in',
        staff: { id: 's', permissions: manages ? ['billing.ledger.manage'] : [], partners: 'all' },
      }),
    onSignedOut: () => () => undefined,
  } as unknown as ApiClient;
  render(
    <ApiProvider client={client} queryClient={createQueryClient()}>
      <SessionProvider kind="staff">
        <UiProvider locale="en">
          <PlanIncome plan={{ id: 'plan', kind: 'INTERNET' } as Plan} />
        </UiProvider>
      </SessionProvider>
    </ApiProvider>,
  );
  return booked;
}

const choose = async (code: string) =>
  fireEvent.change(await screen.findByLabelText('Income account'), { target: { value: code } });

it('books the income of the plan where it was chosen, once it is confirmed', async () => {
  const booked = shown({ manages: true, mapped: false });
  await choose('revenue.own.fiber');
  expect(booked).toEqual([]);
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
    'as its kind: Internet',
    'Internet',
    'Fiber',
  ]);
  fireEvent.click(screen.getByRole('button', { name: 'Book there' }));
  await waitFor(() => expect(booked).toEqual([{ planId: 'plan', accountCode: 'revenue.own.fiber' }]));
});

it('goes back to the account of its kind', async () => {
  const booked = shown({ manages: true, mapped: true });
  await choose('');
  fireEvent.click(screen.getByRole('button', { name: 'Book there' }));
  await waitFor(() => expect(booked).toEqual([{ planId: 'plan' }]));
});

it('names the account to those who may only see the books', async () => {
  shown({ manages: false, mapped: true });
  expect(await screen.findByText('Fiber')).toBeDefined();
  expect(screen.queryByLabelText('Income account')).toBeNull();
});
