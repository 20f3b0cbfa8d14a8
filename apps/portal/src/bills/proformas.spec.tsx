import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { UiProvider } from '@demarc/ui';
import { ApiProvider, createApiClient, createQueryClient } from '@demarc/web-kit';
import { Proformas } from './proformas';

const proforma = {
  id: '01990000-0000-7000-8000-000000000001',
  number: 'PF-2026-000001',
  status: 'UNPAID',
  issuedOn: '2026-03-01',
  dueOn: '2026-03-15',
  gross: { amount: '49.90', currency: 'EUR' },
} as const;

/** What the server would answer; what it was asked is kept. */
function show(online: boolean): unknown[] {
  const asked: unknown[] = [];
  const waysToPay = {
    online,
    payee: 'Example Net Ltd',
    bankName: null,
    bankAccount: 'XX00 1234',
    phone: null,
    email: null,
  };
  const client = createApiClient({
    app: 'portal',
    fetch: (_, init) => {
      const { query, variables } = JSON.parse(String(init?.body)) as { query: string; variables: object };
      const starts = query.includes('startCheckout');
      if (starts) asked.push(variables);
      const data = starts
        ? { startCheckout: { id: proforma.id, url: null, state: 'OPEN' } }
        : { me: { id: 'me', number: '26', waysToPay } };
      return Promise.resolve(Response.json({ data }));
    },
  });
  const paid = {
    ...proforma,
    id: '01990000-0000-7000-8000-000000000002',
    number: 'PF-2026-000002',
    status: 'PAID',
  } as const;
  render(
    <ApiProvider client={client} queryClient={createQueryClient()}>
      <UiProvider locale="en">
        <Proformas proformas={[paid, proforma]} saysHow />
      </UiProvider>
    </ApiProvider>,
  );
  return asked;
}

it('pays the proforma that is pressed, and offers no button for one that is paid', async () => {
  const asked = show(true);
  const buttons = await screen.findAllByRole('button', { name: /^Pay/ });
  expect(buttons.map((button) => button.getAttribute('aria-label'))).toEqual(['Pay €49.90 for PF-2026-000001']);
  const [button] = buttons;
  if (button) fireEvent.click(button);
  await expect.poll(() => asked).toEqual([{ input: { proformaId: proforma.id } }]);
  expect(screen.getByRole('link', { name: 'PF-2026-000002 as PDF' }).getAttribute('href')).toBe(
    '/documents/proformas/01990000-0000-7000-8000-000000000002.pdf',
  );
});

it('says how else to pay where nothing is paid online, with the number to write on the transfer', async () => {
  show(false);
  expect(await screen.findByText('XX00 1234')).toBeDefined();
  expect(screen.getByText('Bill PF-2026-000001, customer 26')).toBeDefined();
  expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
});
