import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { UiProvider } from '@demarc/ui';
import { type ApiClient, ApiProvider, createQueryClient, SessionProvider } from '@demarc/web-kit';
import { expect, it } from 'vitest';
import type { Reseller } from './resellers.graphql';
import { Settlements } from './settlements';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const settlement = (id: string, number: string, state: string, more: object) => ({
  id,
  number,
  from: '2026-01-01',
  through: '2026-01-31',
  settledOn: '2026-02-01',
  settledBy: 'Test',
  state,
  payouts: [],
  undoneOn: null,
  undoneReason: null,
  canUndo: false,
  base: eur('83.33'),
  share: eur('25.00'),
  kept: eur('58.33'),
  ...more,
});
const payout = (reference: string, more: object = {}) => ({
  id: reference,
  paidOn: '2026-02-03',
  methodName: 'Bank transfer',
  reference,
  takenBackOn: null,
  takenBackReason: null,
  ...more,
});
const rows = [
  settlement('s-2', 'RS-2026-0002', 'OPEN', {
    payouts: [payout('SEPA 9', { takenBackOn: '2026-02-04', takenBackReason: 'never left' })],
    canUndo: true,
  }),
  settlement('s-1', 'RS-2026-0001', 'PAID', { payouts: [payout('SEPA 1')] }),
];
const reseller = { partnerId: 'p', name: 'North Fibre', terms: [], progress: [] } as unknown as Reseller;

function shown() {
  const sent: unknown[] = [];
  const client = {
    graphql: (_document: unknown, variables: { input?: object; id?: string }) => {
      if (variables.input) {
        sent.push(variables.input);
        return Promise.resolve({ takeBackResellerPayout: { id: 's-1', number: 'RS-2026-0001' } });
      }
      return Promise.resolve(
        variables.id === undefined ? { resellerSettlements: rows } : { resellerSettlement: { customers: [] } },
      );
    },
    rest: () =>
      Promise.resolve({
        kind: 'staff',
        state: 'signed_in',
        staff: { id: 's', permissions: ['billing.reseller.manage', 'reporting.table.export'], partners: 'all' },
      }),
    onSignedOut: () => () => undefined,
  } as unknown as ApiClient;
  render(
    <ApiProvider client={client} queryClient={createQueryClient()}>
      <SessionProvider kind="staff">
        <UiProvider locale="en">
          <Settlements reseller={reseller} />
        </UiProvider>
      </SessionProvider>
    </ApiProvider>,
  );
  return sent;
}

it('takes a payout back with a reason alone, and only where one stands', async () => {
  const sent = shown();
  expect(await screen.findByText('Feb 3, 2026, Bank transfer, SEPA 1')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Take back that settlement RS-2026-0002 is paid' })).toBeNull();
  fireEvent.click(await screen.findByRole('button', { name: 'Take back that settlement RS-2026-0001 is paid' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain(
    '€25.00 by SEPA 1 is taken back in the books, and is owed to North Fibre again.',
  );
  fireEvent.click(within(dialog).getByRole('button', { name: 'Not paid' }));
  expect(dialog.textContent).toContain('Say why.');
  expect(sent).toEqual([]);
  fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: ' wrong partner ' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Not paid' }));
  await waitFor(() => expect(sent).toEqual([{ settlementId: 's-1', reason: 'wrong partner' }]));
});

it('leads to the paper of a settlement and to its lines as a file, and tells of payouts that were taken back', async () => {
  shown();
  fireEvent.click(await screen.findByRole('button', { name: 'RS-2026-0002' }));
  const panel = await screen.findByRole('dialog');
  const pdf = await within(panel).findByRole('link', { name: /PDF/ });
  expect(pdf.getAttribute('href')).toBe('/documents/reseller-settlements/s-2.pdf');
  expect(within(panel).getByRole('button', { name: /Export/ })).toBeTruthy();
  expect(panel.textContent).toContain('The payout of Feb 3, 2026, SEPA 9, was taken back: never left');
});
