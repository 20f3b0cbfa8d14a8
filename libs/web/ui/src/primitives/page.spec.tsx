import { act, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it } from 'vitest';
import type { LinkAdapter } from '../provider/link-context';
import { UiProvider } from '../provider/ui-provider';
import { Page } from './page';

let go: (to: { readonly address: string; readonly shown: string }) => void = () => undefined;

/** The address changes first, the screen when its code has come: as a router does it with a lazy route. */
function Screens() {
  const [{ address, shown }, set] = useState({ address: '/', shown: 'Home' });
  go = set;
  const links: LinkAdapter = { resolve: (href) => href, navigate: () => undefined, current: address };
  return (
    <UiProvider locale="en" links={links}>
      <button type="button">elsewhere</button>
      <Page key={shown} title={shown}>
        {''}
      </Page>
    </UiProvider>
  );
}

it('leads the focus to the heading of the page that came, also when its address came first', () => {
  render(<Screens />);
  expect(document.activeElement).toBe(document.body);
  act(() => go({ address: '/drift', shown: 'Home' }));
  act(() => go({ address: '/drift', shown: 'Drift' }));
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Drift' }));
});

it('leaves the focus where a person put it while the page was still loading', () => {
  render(<Screens />);
  act(() => go({ address: '/runs', shown: 'Loading' }));
  act(() => screen.getByText('elsewhere').focus());
  act(() => go({ address: '/runs', shown: 'Runs' }));
  expect(document.activeElement).toBe(screen.getByText('elsewhere'));
});
