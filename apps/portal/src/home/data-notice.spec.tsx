import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { UiProvider } from '@demarc/ui';
import { ApiProvider, createApiClient, createQueryClient } from '@demarc/web-kit';
import { DataNotice } from './data-notice';

const GB = 1_000_000_000n;

type Steps = readonly { by: 'QUOTA' | null; blocks: boolean }[];

/** Of 100 GB. */
function allowance(usedGb: bigint, steps: Steps, sellsMore: boolean) {
  const left = usedGb >= 100n ? 0n : 100n - usedGb;
  return {
    serviceId: '01990000-0000-7000-8000-000000000001',
    now: { steps, isBlocked: false, why: '', until: null },
    quota: {
      totalOctets: String(100n * GB),
      usedOctets: String(usedGb * GB),
      leftOctets: String(left * GB),
      sparedOctets: '0',
      nextPeriodOn: '2026-12-01',
    },
    offers: sellsMore
      ? [{ planId: 'p', title: '20 GB more', unitPrice: '4.00', currency: 'EUR', octets: String(20n * GB) }]
      : [],
  };
}

/** Beside a service that has enough, and one that counts nothing. */
function show(usedGb: bigint, steps: Steps, sellsMore = true): void {
  const services = [
    { id: 'enough', description: 'Air 50', allowance: allowance(79n, usual, true) },
    { id: 'uncounted', description: 'Fibre 100', allowance: null },
    { id: 'asked', description: 'Air 20', allowance: allowance(usedGb, steps, sellsMore) },
  ];
  const me = { id: 'me', services };
  const client = createApiClient({ app: 'portal', fetch: () => Promise.resolve(Response.json({ data: { me } })) });
  render(
    <ApiProvider client={client} queryClient={createQueryClient()}>
      <UiProvider locale="en-GB">
        <DataNotice />
      </UiProvider>
    </ApiProvider>,
  );
}

const plan = { by: null, blocks: false };
const usual = [plan];
const byQuota = (blocks: boolean) => [plan, { by: 'QUOTA' as const, blocks }];

it.each([
  [80n, usual, 'Your data of Air 20 is nearly used up: 20 GB of 100 GB left.'],
  [100n, usual, 'Your data of Air 20 is used up.'],
  [130n, byQuota(false), 'Your data of Air 20 is used up: your internet is slower.'],
  [130n, byQuota(true), 'Your data of Air 20 is used up: your internet rests.'],
])('says what has become of the data when %d of 100 GB are used', async (used, steps, sentence) => {
  show(used, steps);
  await screen.findByText(sentence);
  screen.getByText('New data comes on 1 Dec 2026.');
  expect(screen.queryByText(/Air 50|Fibre 100/)).toBeNull();
  expect(screen.getByRole('link', { name: 'Add data' }).getAttribute('href')).toBe('/plan');
});

it('shows where to look when no more can be bought', async () => {
  show(100n, usual, false);
  await screen.findByRole('link', { name: 'See what was used' });
});
