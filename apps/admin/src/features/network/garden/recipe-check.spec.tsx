import { fireEvent, render, screen } from '@testing-library/react';
import { UiProvider } from '@demarc/ui';
import { type ApiClient, ApiProvider, createQueryClient } from '@demarc/web-kit';
import { expect, it } from 'vitest';
import { RecipeCheck } from './recipe-check';

const missing = {
  state: 'MISSING',
  menu: '/ip/firewall/nat',
  comment: 'demarc:garden:notice:2',
  about: 'Leads plain web pages to the notice',
  advice: 'Type the line into the router.',
};

/** What the server would answer; what it was asked is kept. */
function shown(gardenCheck: { findings: readonly object[]; trouble: string | null }): { file: string | null }[] {
  const asked: { file: string | null }[] = [];
  const client = {
    graphql: (_document: unknown, variables: { file: string | null }) => {
      asked.push(variables);
      return Promise.resolve({ gardenCheck });
    },
  } as unknown as ApiClient;
  render(
    <ApiProvider client={client} queryClient={createQueryClient()}>
      <UiProvider locale="en">
        <RecipeCheck routerId="router-1" />
      </UiProvider>
    </ApiProvider>,
  );
  return asked;
}

it('compares with an export file as soon as it is chosen, octet by octet', async () => {
  const asked = shown({ findings: [missing], trouble: null });
  const octets = Uint8Array.of(0x23, 0x20, 0xe1, 0x0a);
  fireEvent.change(screen.getByLabelText('Or an export file of it'), {
    target: { files: [new File([octets], 'core.rsc')] },
  });
  await screen.findByText('1 row needs a hand.');
  expect(asked).toEqual([{ routerId: 'router-1', file: btoa('# \u00e1\n') }]);
  expect(screen.getByText('Type the line into the router.')).toBeDefined();
});

it('compares with what is pasted, and waits for it', async () => {
  const asked = shown({ findings: [], trouble: 'This is not what /export of a router writes.' });
  const compare = screen.getByRole('button', { name: 'Compare with what is pasted' });
  fireEvent.click(compare);
  expect(asked).toEqual([]);
  fireEvent.change(screen.getByLabelText('Or what /export wrote, pasted'), { target: { value: '/ip firewall' } });
  fireEvent.click(compare);
  await screen.findByText('This is not what /export of a router writes.');
  expect(asked).toEqual([{ routerId: 'router-1', file: btoa('/ip firewall') }]);
});

it('asks the router itself without a file', async () => {
  const asked = shown({ findings: [], trouble: null });
  fireEvent.click(screen.getByRole('button', { name: 'Compare with the router' }));
  await screen.findByText('The router has every row of the recipe, and no rule stands in the way.');
  expect(asked).toEqual([{ routerId: 'router-1', file: null }]);
});
