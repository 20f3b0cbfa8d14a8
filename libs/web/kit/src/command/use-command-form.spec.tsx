import { act, renderHook } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { CommandState } from './use-command';
import { useCommandForm } from './use-command-form';

it('runs nothing and says so when the form asks for nothing, until it asks for something', async () => {
  const run = vi.fn(() => Promise.resolve(null));
  const command = { run, running: false, failure: null, faults: [] } as unknown as CommandState<unknown, string>;
  const { result } = renderHook(() =>
    useCommandForm<{ name: string }, unknown, string>(command, { name: 'old' }, ({ name }) =>
      name === 'old' ? null : name,
    ),
  );
  expect(result.current.unchanged).toBe(false);
  await act(() => result.current.onSubmit({ name: 'old' }));
  expect(result.current.unchanged).toBe(true);
  expect(run).not.toHaveBeenCalled();
  await act(() => result.current.onSubmit({ name: 'new' }));
  expect(result.current.unchanged).toBe(false);
  expect(run).toHaveBeenCalledExactlyOnceWith('new');
});
