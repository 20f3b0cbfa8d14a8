import { act, render, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { LinkAdapter } from '../provider/link-context';
import { UiProvider } from '../provider/ui-provider';
import { RecordHeader } from './record-header';

const LINKS: LinkAdapter = { resolve: (href) => href, navigate: () => undefined, current: '/' };

function page(actions: readonly string[]) {
  return (
    <UiProvider locale="en" links={LINKS}>
      <main id="content" tabIndex={-1}>
        <RecordHeader
          title="Run of March"
          actions={actions.map((label) => (
            <button key={label} type="button">
              {label}
            </button>
          ))}
        />
        <input aria-label="Filter" />
      </main>
    </UiProvider>
  );
}

describe('the buttons of a record', () => {
  it('that go while they have the focus leave it to the content of the page', async () => {
    const { rerender } = render(page(['Issue', 'Discard']));
    act(() => screen.getByRole('button', { name: 'Issue' }).focus());
    rerender(page(['Discard']));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('main')));
  });

  it('that go take nothing from whoever has the focus by then', async () => {
    const { rerender } = render(page(['Issue', 'Discard']));
    act(() => screen.getByRole('button', { name: 'Issue' }).focus());
    act(() => screen.getByLabelText('Filter').focus());
    rerender(page(['Discard']));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Issue' })).toBeNull());
    await Promise.resolve();
    expect(document.activeElement).toBe(screen.getByLabelText('Filter'));
  });
});
