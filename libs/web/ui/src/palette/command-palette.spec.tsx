import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { UiProvider } from '../provider/ui-provider';
import type { LinkAdapter } from '../provider/link-context';
import { CommandPalette } from './command-palette';
import type { PaletteSource } from './palette-types';

const sources: readonly PaletteSource[] = [
  {
    id: 'pages',
    label: 'Pages',
    find: (text) =>
      [
        { id: 'drift', label: 'Drift', href: '/drift' },
        { id: 'routers', label: 'Routers', href: '/routers' },
      ].filter(({ label }) => label.toLowerCase().includes(text)),
  },
];

function Screen() {
  const [opened, setOpened] = useState(false);
  const [at, setAt] = useState('/');
  const links: LinkAdapter = { resolve: (href) => href, navigate: setAt, current: at };
  return (
    <UiProvider locale="en" links={links}>
      <button type="button">before</button>
      <main id="content" tabIndex={-1}>
        {at}
      </main>
      <CommandPalette opened={opened} onOpenedChange={setOpened} sources={sources} />
    </UiProvider>
  );
}

function press(key: string, more: object = {}) {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
}

it('takes the letters that are typed before its box can have the focus', async () => {
  render(<Screen />);
  press('k', { ctrlKey: true });
  for (const key of ['d', 'r', 'x', 'Backspace', 'i']) press(key);
  const box = await screen.findByRole('combobox');
  await waitFor(() => expect(box).toHaveProperty('value', 'dri'));
  fireEvent.change(box, { target: { value: 'drif' } });
  expect(await screen.findByRole('option')).toBeDefined();
});

it('leads the focus to the content of the page that was chosen, not back to where it was', async () => {
  render(<Screen />);
  act(() => screen.getByText('before').focus());
  press('k', { ctrlKey: true });
  const box = await screen.findByRole('combobox');
  await screen.findByRole('option', { name: 'Drift' });
  fireEvent.keyDown(box, { key: 'Enter' });
  await waitFor(() => expect(document.activeElement?.id).toBe('content'));
  expect(screen.getByText('/drift')).toBeDefined();
});

it('gives the focus back to where it was when nothing was chosen', async () => {
  render(<Screen />);
  act(() => screen.getByText('before').focus());
  press('k', { ctrlKey: true });
  fireEvent.keyDown(await screen.findByRole('combobox'), { key: 'Escape' });
  await waitFor(() => expect(document.activeElement?.textContent).toBe('before'));
});

it('waits with Enter for the answer to what was typed, instead of taking what stood there before', async () => {
  render(<Screen />);
  press('k', { ctrlKey: true });
  const box = await screen.findByRole('combobox');
  await screen.findByRole('option', { name: 'Drift' });
  fireEvent.change(box, { target: { value: 'routers' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(screen.getByRole('combobox')).toBeDefined();
  await waitFor(() => expect(screen.getByText('/routers')).toBeDefined());
});
