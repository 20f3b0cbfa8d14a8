import { render, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { UiProvider } from '@demarc/ui';
import { ApiProvider, createApiClient, createQueryClient } from '@demarc/web-kit';
import { HomeScreen } from './home-screen';

const euro = (amount: string) => ({ amount, currency: 'EUR' });
const open = 'Your account is in order and your services are open.';
const inOrder = 'Your account is in order.';

async function show(status: string, leftOctets: string, isBlocked: boolean): Promise<void> {
  const now = { why: '', until: null, isBlocked, steps: [{ by: null, blocks: isBlocked }] };
  const quota = { totalOctets: '100', usedOctets: '10', sparedOctets: '0', leftOctets, nextPeriodOn: null };
  const air = { id: 'air', kind: 'INTERNET', status: 'ACTIVE', description: 'Air 50', planTitle: 'Air 50' };
  const me = {
    id: 'me',
    name: 'Ada',
    status: 'ACTIVE',
    account: { standing: 'CURRENT', balanceDue: euro('0.00'), creditBalance: euro('0.00'), promiseUntil: null },
    whatHappensNext: null,
    services: [
      { ...air, allowance: { serviceId: 'air', now, quota, offers: [] } },
      { ...air, id: 'other', description: 'Voice', status, allowance: null },
    ],
    invoices: { nodes: [] },
    prepaid: null,
    accountLinks: [],
  };
  const queries = createQueryClient();
  const client = createApiClient({ app: 'portal', fetch: () => Promise.resolve(Response.json({ data: { me } })) });
  render(
    <ApiProvider client={client} queryClient={queries}>
      <UiProvider locale="en-GB">
        <HomeScreen />
      </UiProvider>
    </ApiProvider>,
  );
  await screen.findByText('Hello, Ada');
  await waitFor(() => expect(queries.isFetching()).toBe(0));
}

it.each([
  ['all runs', 'ACTIVE', '90', false, open],
  ['what has ended does not count', 'DISABLED', '90', false, open],
  ['the data of one is used up', 'ACTIVE', '0', false, inOrder],
  ['the line of one is closed', 'ACTIVE', '90', true, inOrder],
  ['one is paused', 'PAUSED', '90', false, inOrder],
  ['one has not begun', 'PENDING', '90', false, inOrder],
])('says that services are open only when nothing below says otherwise: %s', async (_, status, left, blocked, said) => {
  await show(status, left, blocked);
  screen.getByText(said);
});
