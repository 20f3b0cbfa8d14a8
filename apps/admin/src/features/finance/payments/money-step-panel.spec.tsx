import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { UiProvider } from '@demarc/ui';
import { type ApiClient, ApiProvider, createQueryClient } from '@demarc/web-kit';
import { expect, it, vi } from 'vitest';
import { HandBackPanel } from './hand-back-panel';
import { MovePanel } from './move-panel';

const money = (amount: string) => ({ amount, currency: 'EUR' });
const effect = {
  invoices: [],
  balanceDueBefore: money('0.00'),
  balanceDueAfter: money('0.00'),
  creditBalanceBefore: money('30.00'),
  creditBalanceAfter: money('0.00'),
  standingBefore: 'GOOD',
  standingAfter: 'GOOD',
};

/** Answers by the name of the field that is asked for; what it was asked is kept. */
function shown() {
  const asked: { preview: unknown[]; handedBack: unknown[] } = { preview: [], handedBack: [] };
  const graphql = vi.fn((document: { definitions: readonly unknown[] }, { input }: { input?: unknown }) => {
    const text = JSON.stringify(document.definitions);
    if (text.includes('"previewMoneyStep"')) {
      asked.preview.push(input);
      return Promise.resolve({ previewMoneyStep: effect });
    }
    if (text.includes('"paymentMethods"'))
      return Promise.resolve({ paymentMethods: [{ id: 'cash', name: 'Cash', active: true }] });
    asked.handedBack.push(input);
    return Promise.resolve({ handBackMoney: { id: 'refund' } });
  });
  const client = { graphql, onSignedOut: () => () => undefined } as unknown as ApiClient;
  const onClose = vi.fn();
  render(
    <ApiProvider client={client} queryClient={createQueryClient()}>
      <UiProvider locale="en">
        <HandBackPanel of={{ paymentId: 'payment' }} number="R-1" currency="EUR" onClose={onClose} />
      </UiProvider>
    </ApiProvider>,
  );
  return { asked, onClose };
}

const button = () => screen.findByRole('button', { name: 'Hand back' });
const ready = () => screen.findByText('Owed then');

it('gives nothing back without a reason, and all that is left when no amount was said', async () => {
  const { asked, onClose } = shown();
  await ready();
  fireEvent.click(await button());
  await screen.findByText('Say why.');
  expect(asked.handedBack).toEqual([]);
  fireEvent.change(screen.getByLabelText(/Why/), { target: { value: ' paid twice ' } });
  fireEvent.click(await button());
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(asked.preview[0]).toEqual({ kind: 'HAND_BACK', paymentId: 'payment' });
  expect(asked.handedBack).toEqual([{ paymentId: 'payment', methodId: 'cash', reason: 'paid twice' }]);
});

it('asks what a part does before that part is given back', async () => {
  const { asked, onClose } = shown();
  await ready();
  const box = screen.getByLabelText(/Amount/);
  fireEvent.change(box, { target: { value: '12.5' } });
  fireEvent.blur(box);
  fireEvent.change(screen.getByLabelText(/Why/), { target: { value: 'paid twice' } });
  await waitFor(() =>
    expect(asked.preview.at(-1)).toEqual({ kind: 'HAND_BACK', paymentId: 'payment', amount: '12.5' }),
  );
  await waitFor(async () => expect((await button()).getAttribute('aria-disabled')).not.toBe('true'));
  fireEvent.click(await button());
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(asked.handedBack).toEqual([{ paymentId: 'payment', methodId: 'cash', reason: 'paid twice', amount: '12.5' }]);
});

it('moves what settles one invoice to another without asking why, and says when there is no other', async () => {
  const moved: unknown[] = [];
  const graphql = (document: { definitions: readonly unknown[] }, { input }: { input?: unknown }) => {
    const text = JSON.stringify(document.definitions);
    if (text.includes('"previewMoneyStep"')) return Promise.resolve({ previewMoneyStep: effect });
    if (text.includes('"moveAllocation"')) {
      moved.push(input);
      return Promise.resolve({ moveAllocation: { id: 'allocation' } });
    }
    const open = { id: 'other', number: 'INV-2', open: money('30.00') };
    return Promise.resolve({ invoices: { nodes: [{ ...open, id: 'wrong', number: 'INV-1' }, open] } });
  };
  const client = { graphql, onSignedOut: () => () => undefined } as unknown as ApiClient;
  const onClose = vi.fn();
  render(
    <ApiProvider client={client} queryClient={createQueryClient()}>
      <UiProvider locale="en">
        <MovePanel
          customerId="c"
          currency="EUR"
          allocation={{ id: 'allocation', invoiceId: 'wrong', invoiceNumber: 'INV-1' }}
          onClose={onClose}
        />
      </UiProvider>
    </ApiProvider>,
  );
  await ready();
  expect(screen.queryByLabelText(/Why/)).toBeNull();
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['INV-2 · €30.00']);
  fireEvent.click(await screen.findByRole('button', { name: 'Move' }));
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(moved).toEqual([{ allocationId: 'allocation', toInvoiceId: 'other' }]);
});
