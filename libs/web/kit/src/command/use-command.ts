import { useQueryClient } from '@tanstack/react-query';
import type { Failure } from '@demarc/ui';
import { useCallback, useRef, useState } from 'react';
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import type { CallOptions, TypedDocument } from '../api/api-client';
import { useApi } from '../api/api-context';
import { asFailure, isApiError, type FieldFault } from '../api/api-error';
import { newKey } from './new-key';

export interface CommandSettings<Output, Input> {
  readonly run: (input: Input, options: CallOptions) => Promise<Output>;
  readonly onDone?: (output: Output, input: Input) => void;
  /** Query keys that are stale afterwards; everything on the page unless given. */
  readonly invalidates?: readonly (readonly unknown[])[];
}

export interface CommandState<Output, Input> {
  readonly run: (input: Input) => Promise<Output | null>;
  readonly running: boolean;
  /** What belongs to no field; faults of fields are in the form. */
  readonly failure: Failure | null;
  readonly faults: readonly FieldFault[];
  readonly reset: () => void;
}

/**
 * One act of a screen. The idempotency key lives as long as the filled-in form: a second press or a lost answer repeats the same act,
 * and a done or a changed one gets a new key.
 */
export function useCommand<Output, Input>({
  run,
  onDone,
  invalidates,
}: CommandSettings<Output, Input>): CommandState<Output, Input> {
  const queries = useQueryClient();
  const pending = useRef<{ readonly key: string; readonly input: string } | null>(null);
  const [running, setRunning] = useState(false);
  const [thrown, setThrown] = useState<unknown>(null);
  const latest = useRef({ run, onDone, invalidates });
  latest.current = { run, onDone, invalidates };
  const start = useCallback(
    async (input: Input): Promise<Output | null> => {
      const text = JSON.stringify(input);
      const key = pending.current?.input === text ? pending.current.key : newKey();
      pending.current = { key, input: text };
      setRunning(true);
      setThrown(null);
      try {
        const output = await latest.current.run(input, { idempotencyKey: key });
        pending.current = null;
        await invalidate(queries, latest.current.invalidates);
        latest.current.onDone?.(output, input);
        return output;
      } catch (error) {
        setThrown(error);
        return null;
      } finally {
        setRunning(false);
      }
    },
    [queries],
  );
  const reset = useCallback(() => {
    pending.current = null;
    setThrown(null);
  }, []);
  return { run: start, running, failure: asFailure(thrown), faults: isApiError(thrown) ? thrown.faults : [], reset };
}

async function invalidate(
  queries: ReturnType<typeof useQueryClient>,
  keys: readonly (readonly unknown[])[] | undefined,
): Promise<void> {
  if (keys === undefined) await queries.invalidateQueries();
  else await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
}

export interface MutationSettings<Result, Input> {
  readonly onDone?: (result: Result, input: Input) => void;
  readonly invalidates?: readonly (readonly unknown[])[];
}

/** `useCommand` for a mutation with one `input` argument. */
export function useMutationCommand<Result, Input>(
  document: TypedDocument<Result, { input: Input }>,
  settings: MutationSettings<Result, Input> = {},
): CommandState<Result, Input> {
  const api = useApi();
  return useCommand<Result, Input>({ ...settings, run: (input, options) => api.graphql(document, { input }, options) });
}

/** Puts the faults of the server at the fields that the form has; true when at least one found its place. */
export function showFaults<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  faults: readonly FieldFault[],
): boolean {
  const known = faults.filter((fault): fault is FieldFault & { field: Path<Values> } =>
    hasField(form.getValues(), fault.field),
  );
  for (const fault of known) form.setError(fault.field, { type: 'server', message: fault.message });
  return known.length > 0;
}

/** Faults that no field of the form can show. */
export function faultsOfNoField<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  faults: readonly FieldFault[],
): readonly FieldFault[] {
  return faults.filter(({ field }) => !hasField(form.getValues(), field));
}

function hasField(values: unknown, path: string): boolean {
  let at: unknown = values;
  for (const step of path.split('.')) {
    if (typeof at !== 'object' || at === null || !(step in at)) return false;
    at = Object.getOwnPropertyDescriptor(at, step)?.value;
  }
  return true;
}
