import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { UiProvider } from '@demarc/ui';
import { type ApiClient, ApiProvider, createQueryClient, SessionProvider } from '@demarc/web-kit';
import { expect, it } from 'vitest';
import { SettingGroup } from './setting-group';
import { type GroupId, settingGroups, type Settings } from './setting-list';
import { SettingsPanel } from './settings-panel';

const settings = {
  own: ['taxPoint'],
  taxRounding: 'LINE',
  taxPoint: 'DOCUMENT',
  taxDecimals: 4,
  taxRequired: false,
  reverseChargeNote: 'Reverse charge: the recipient owes the tax.',
  alignment: 'BILLING_DAY',
  periodPrice: 'MONTH',
  dayCount: 'ACTUAL',
  discountStacking: 'ONE_WINS',
} as unknown as Settings;
const partner = { id: 'north', name: 'North' };

function shown(id: GroupId, panel: boolean) {
  const sent: unknown[] = [];
  const client = {
    graphql: (_document: unknown, { input }: { input?: unknown }) => {
      if (input === undefined) return new Promise(() => undefined);
      sent.push(input);
      return Promise.resolve({ changeBillingPolicy: { own: [] } });
    },
    rest: () =>
      Promise.resolve({
        kind: 'staff',
        state: 'signed_in',
        staff: { id: 's', permissions: ['billing.policy.change'], partners: 'all' },
      }),
    onSignedOut: () => () => undefined,
  } as unknown as ApiClient;
  const names = settingGroups.find((group) => group.id === id)?.names ?? [];
  const group = { group: id, names, settings, partner };
  render(
    <ApiProvider client={client} queryClient={createQueryClient()}>
      <SessionProvider kind="staff">
        <UiProvider locale="en">
          {panel ? <SettingsPanel {...group} onClose={() => undefined} /> : <SettingGroup {...group} onEdit={null} />}
        </UiProvider>
      </SessionProvider>
    </ApiProvider>,
  );
  return sent;
}

it('says in words what the tax settings of a partner are, and which are its own', () => {
  shown('tax', false);
  expect(
    screen.getByRole('row', { name: /tax rates hold.*the date of the document.*Own of this partner/ }),
  ).toBeDefined();
  expect(screen.getByRole('row', { name: /Tax is rounded.*on each line.*From everybody/ })).toBeDefined();
  expect(
    screen.getByRole('row', { name: /customer owes the tax.*Reverse charge: the recipient owes the tax/ }),
  ).toBeDefined();
});

it('changes them for that partner alone, each as what it is', async () => {
  const sent = shown('tax', true);
  const choose = async (label: RegExp, value: string) =>
    fireEvent.change(await screen.findByLabelText(label), { target: { value } });
  await choose(/tax rates hold/, 'LINE_START');
  await choose(/Decimals of the rate/, '2');
  await choose(/customer owes the tax/, 'You owe the tax.');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(sent).toEqual([
      { taxPoint: 'LINE_START', taxDecimals: 2, reverseChargeNote: 'You owe the tax.', partnerId: 'north' },
    ]),
  );
});

it('lets several discounts of one day count together', async () => {
  const sent = shown('periods', true);
  fireEvent.change(await screen.findByLabelText(/Of several discounts/), { target: { value: 'STACK' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent).toEqual([{ discountStacking: 'STACK', partnerId: 'north' }]));
});
