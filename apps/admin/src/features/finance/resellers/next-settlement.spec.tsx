import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { UiProvider } from '@demarc/ui';
import { type ApiClient, ApiProvider, createQueryClient, SessionProvider } from '@demarc/web-kit';
import { expect, it } from 'vitest';
import { NextSettlement } from './next-settlement';
import type { Reseller } from './resellers.graphql';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const sums = (gross: string, tax: string, base: string, share: string, kept: string) => ({
  gross: eur(gross),
  tax: eur(tax),
  notShared: eur('0.00'),
  base: eur(base),
  share: eur(share),
  kept: eur(kept),
});
const customer = (id: string, name: string, more: ReturnType<typeof sums>) => ({
  customerId: id,
  documents: 2,
  customer: { id, name, number: '7' },
  ...more,
});
const preview = {
  from: '2026-01-01',
  through: '2026-01-31',
  hash: 'h1',
  ...sums('39.67', '6.34', '33.33', '10.00', '23.33'),
  customers: [
    customer('c-1', 'Quiet Harbour', sums('59.50', '9.50', '50.00', '15.00', '35.00')),
    customer('c-2', 'Old Mill', sums('-19.83', '-3.16', '-16.67', '-5.00', '-11.67')),
  ],
};
const reseller = {
  partnerId: 'p',
  name: 'North Fibre',
  usualPercent: '0',
  lastDay: '2026-01-31',
  terms: [],
  progress: [{ currency: 'EUR', nextFrom: '2026-01-01', unpaid: eur('0.00') }],
} as Reseller;

function shown({ manages, from = '2026-01-01' }: { manages: boolean; from?: string }) {
  const asked: unknown[] = [];
  const settled: unknown[] = [];
  const client = {
    graphql: (_document: unknown, { input }: { input: Record<string, unknown> }) => {
      (input['hash'] === undefined ? asked : settled).push(input);
      return Promise.resolve(
        input['hash'] === undefined
          ? { previewResellerSettlement: preview }
          : { settleReseller: { id: 's', number: 'RS-2026-0001' } },
      );
    },
    rest: () =>
      Promise.resolve({
        kind: 'staff',
        state: 'signed_in',
        staff: { id: 's', permissions: manages ? ['billing.reseller.manage'] : [], partners: 'all' },
      }),
    onSignedOut: () => () => undefined,
  } as unknown as ApiClient;
  render(
    <ApiProvider client={client} queryClient={createQueryClient()}>
      <SessionProvider kind="staff">
        <UiProvider locale="en">
          <NextSettlement reseller={reseller} currency="EUR" from={from} />
        </UiProvider>
      </SessionProvider>
    </ApiProvider>,
  );
  return { asked, settled };
}

it('shows what each customer brings, below zero what went back, and settles exactly what was seen', async () => {
  const { asked, settled } = shown({ manages: true });
  const table = await screen.findByRole('table', { name: 'Next settlement' });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows.map((row) => within(row).getAllByRole('cell')[5]?.textContent)).toEqual(['€15.00', '−€5.00']);
  expect(asked).toEqual([{ partnerId: 'p', through: '2026-01-31', currency: 'EUR' }]);
  fireEvent.click(await screen.findByRole('button', { name: 'Settle' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('€10.00 of €33.33 are owed to North Fibre then.');
  expect(settled).toEqual([]);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Settle' }));
  await waitFor(() =>
    expect(settled).toEqual([{ partnerId: 'p', through: '2026-01-31', currency: 'EUR', hash: 'h1' }]),
  );
});

it('offers nothing to settle to those who may only look', async () => {
  shown({ manages: false });
  await screen.findByRole('table', { name: 'Next settlement' });
  expect(screen.queryByRole('button', { name: 'Settle' })).toBeNull();
});

it('asks for no day that is settled or not over', async () => {
  const { asked } = shown({ manages: true, from: '2026-02-01' });
  expect(await screen.findByText('Everything until Jan 31, 2026 is settled.')).toBeTruthy();
  expect(asked).toEqual([]);
});
