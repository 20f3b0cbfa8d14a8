import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { UiProvider } from '@demarc/ui';
import { type ApiClient, ApiProvider, createQueryClient } from '@demarc/web-kit';
import { expect, it, vi } from 'vitest';
import { type Renewal, RenewContractPanel } from './renew-contract-panel';

const money = (amount: string) => ({ amount, currency: 'EUR' });
const renewal: Renewal = {
  hash: 'h1',
  from: '2027-03-01',
  through: '2028-02-29',
  contractEndsOn: '2027-02-28',
  endTakenBack: '2027-02-28',
  priceTakenBack: { from: '2027-03-01', price: money('30.00') },
  charges: [
    {
      description: 'Fibre',
      from: '2027-03-01',
      through: '2027-03-31',
      setting: null,
      gross: money('20.00'),
      why: { english: 'Given back before.' },
    },
  ],
  net: money('-20.00'),
};

it('says what the end of the contract would have done and does not any more, and renews as it was shown', async () => {
  const asked: unknown[] = [];
  const renewed: unknown[] = [];
  const graphql = vi.fn((_document: unknown, variables: { input?: unknown }) => {
    if (variables.input === undefined) {
      asked.push(variables);
      return Promise.resolve({ previewRenewal: renewal });
    }
    renewed.push(variables.input);
    return Promise.resolve({ renewContract: { id: 's', contractEndsOn: '2028-02-29' } });
  });
  const client = { graphql, onSignedOut: () => () => undefined } as unknown as ApiClient;
  const onClose = vi.fn();
  render(
    <ApiProvider client={client} queryClient={createQueryClient()}>
      <UiProvider locale="en">
        <RenewContractPanel service={{ id: 's', planTitle: 'Fibre' }} onClose={onClose} />
      </UiProvider>
    </ApiProvider>,
  );
  await screen.findByText(/was to end with.*it goes on/);
  expect(screen.getByText(/list price of €30\.00 .* does not come/)).toBeDefined();
  expect(screen.getByText('Charged again: Fibre')).toBeDefined();
  fireEvent.change(screen.getByLabelText(/For how many months/), { target: { value: '24' } });
  await waitFor(() => expect(asked.at(-1)).toEqual({ serviceId: 's', months: 24 }));
  const button = await screen.findByRole('button', { name: /Renew the contract −€20\.00/ });
  await waitFor(() => expect(button.getAttribute('aria-disabled')).not.toBe('true'));
  fireEvent.click(button);
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(renewed).toEqual([{ serviceId: 's', months: 24, planHash: 'h1' }]);
});
