import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { SidePanel, UiProvider } from '@demarc/ui';
import { type ApiClient, ApiProvider, createQueryClient, SessionProvider } from '@demarc/web-kit';
import { expect, it } from 'vitest';
import { DeviceLoginSection } from './device-login-section';
import type { DeviceLogin } from './device-logins.graphql';

const vera: DeviceLogin = {
  staffId: 'staff-1',
  staffName: 'Vera Sample',
  works: true,
  login: 'vera',
  level: 'READ',
  levelThere: null,
  places: [{ routerId: 'router-1', siteId: null, name: 'core', level: 'FULL' }],
  passwordAt: '2026-03-01T00:00:00Z',
  usedAt: null,
  usedOn: null,
  revision: 3,
};

function shown(logins: readonly DeviceLogin[], permissions: readonly string[]) {
  const sent: unknown[] = [];
  const client = {
    graphql: (_document: unknown, { input }: { input?: unknown }) => {
      if (input === undefined)
        return Promise.resolve({
          deviceLogins: logins,
          routers: [{ id: 'router-1', name: 'core', active: true }],
          sites: [],
        });
      sent.push(input);
      const given = { staffId: 'staff-1', login: 'vera', password: 'abcde-fghjk-mnpqr-stuvw' };
      return Promise.resolve({ giveDeviceLogin: given, renewDevicePassword: given });
    },
    rest: () =>
      Promise.resolve({ kind: 'staff', state: 'signed_in', staff: { id: 's', permissions, partners: 'all' } }),
    onSignedOut: () => () => undefined,
  } as unknown as ApiClient;
  render(
    <ApiProvider client={client} queryClient={createQueryClient()}>
      <SessionProvider kind="staff">
        <UiProvider locale="en">
          <SidePanel title="Vera Sample" onClose={() => undefined}>
            <DeviceLoginSection person={{ id: 'staff-1', name: 'Vera Sample', isDisabled: false }} />
          </SidePanel>
        </UiProvider>
      </SessionProvider>
    </ApiProvider>,
  );
  return sent;
}

const VIEW = 'networking.deviceLogin.view';
const MANAGE = 'networking.deviceLogin.manage';

it('gives a log-in with the name that was proposed, and shows the password once', async () => {
  const sent = shown([], [VIEW, MANAGE]);
  fireEvent.click(await screen.findByRole('button', { name: 'Give a log-in to devices' }));
  const name = await screen.findByLabelText(/Types on the device/);
  expect((name as HTMLInputElement).value).toBe('vera');
  fireEvent.click(await screen.findByRole('button', { name: 'Say something else of a router or site' }));
  await screen.findByText('Line 1');
  fireEvent.click(screen.getByRole('button', { name: 'Remove line 1' }));
  fireEvent.click(screen.getByRole('button', { name: 'Give a log-in to devices' }));
  await screen.findByText('abcde-fghjk-mnpqr-stuvw');
  expect(sent).toEqual([{ staffId: 'staff-1', login: 'vera', level: 'READ', places: [] }]);
  fireEvent.click(screen.getByRole('button', { name: 'Done' }));
  await waitFor(() => expect(screen.queryByText('abcde-fghjk-mnpqr-stuvw')).toBeNull());
});

it('says what they may do where, and offers nothing to who may only look', async () => {
  shown([vera], [VIEW]);
  await screen.findByText('core: everything');
  expect(screen.getByText('look')).toBeDefined();
  expect(screen.queryByRole('button', { name: /Change|New password|Take it away/ })).toBeNull();
});

it('makes a new password only when that is confirmed', async () => {
  const sent = shown([vera], [VIEW, MANAGE]);
  fireEvent.click(await screen.findByRole('button', { name: 'New password' }));
  expect(sent).toEqual([]);
  await screen.findByText(/no longer good/);
  const confirm = screen.getAllByRole('button', { name: 'New password' }).at(-1);
  fireEvent.click(confirm ?? document.body);
  await screen.findByText('abcde-fghjk-mnpqr-stuvw');
  expect(sent).toEqual([{ staffId: 'staff-1' }]);
});
