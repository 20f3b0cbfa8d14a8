import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { UiProvider } from '@demarc/ui';
import { type ApiClient, ApiProvider, createQueryClient } from '@demarc/web-kit';
import { expect, it, vi } from 'vitest';
import type { FreeradiusMode } from './freeradius.graphql';
import { SwitchDialog, type SwitchWish } from './switch-dialog';

const mode: FreeradiusMode = {
  ...{ rest: true, sql: false, changedAt: null, restUser: 'freeradius', restUri: 'http://127.0.0.1:1816' },
  ...{ restListens: true, restAskedAt: '2026-06-01T12:00:00Z', restAsked: 'authorize' },
  ...{ sqlLoginAt: null, sqlLogin: null, sqlReply: null, sqlWaiting: 0, routers: 3, passwords: 1_200 },
};

function shown(wish: SwitchWish, effects: readonly string[]) {
  const switched: unknown[] = [];
  const graphql = vi.fn((document: { definitions: readonly unknown[] }, { input }: { input?: unknown }) => {
    if (JSON.stringify(document.definitions).includes('"previewFreeradius"'))
      return Promise.resolve({ previewFreeradius: { seen: 'as-it-was', effects } });
    switched.push(input);
    return Promise.resolve({ switchFreeradius: { configuration: 'demarc_rest_password = "x"', hasRouters: true } });
  });
  const client = { graphql, onSignedOut: () => () => undefined } as unknown as ApiClient;
  const onDone = vi.fn();
  render(
    <ApiProvider client={client} queryClient={createQueryClient()}>
      <UiProvider locale="en">
        <SwitchDialog mode={mode} wish={wish} onDone={onDone} onClose={() => undefined} />
      </UiProvider>
    </ApiProvider>,
  );
  return { switched, onDone };
}

it('says what a switch does, and switches what was seen', async () => {
  const { switched, onDone } = shown('restOn', ['REST_OPENS']);
  await screen.findByText(/may ask for 3 routers/);
  const confirm = await screen.findByRole('button', { name: 'Switch on' });
  await waitFor(() => expect(confirm.getAttribute('aria-disabled')).not.toBe('true'));
  fireEvent.click(confirm);
  await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  expect(switched).toEqual([{ rest: true, seen: 'as-it-was' }]);
});

it('asks for a typed word where a FreeRADIUS in use would be cut off', async () => {
  const { switched } = shown('restOff', ['REST_CLOSES']);
  await screen.findByText(/no longer answered: logins/);
  expect(screen.getByText(/it is in use/)).toBeTruthy();
  fireEvent.click(await screen.findByRole('button', { name: 'Switch off' }));
  expect(switched).toEqual([]);
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'FreeRADIUS' } });
  fireEvent.click(screen.getByRole('button', { name: 'Switch off' }));
  await waitFor(() => expect(switched).toEqual([{ rest: false, seen: 'as-it-was' }]));
});

it('tells how many passwords will stand in the clear', async () => {
  shown('sqlOn', ['SQL_OPENS']);
  expect(await screen.findByText(/1,200 passwords are written in the clear/)).toBeTruthy();
});
