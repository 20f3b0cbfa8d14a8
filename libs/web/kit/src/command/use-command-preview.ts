import type { Preview, PreviewState } from '@demarc/ui';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, asFailure, isApiError } from '../api/api-error';
import { newKey } from './new-key';

export interface PreviewSettings<Input, Output> {
  /** Null while the form is incomplete; `waiting` then says what is missing. */
  readonly input: Input | null;
  readonly waiting: string;
  readonly preview: (input: Input, signal: AbortSignal) => Promise<Preview>;
  /** Applies the plan by its id and hash. */
  readonly apply: (preview: Preview, input: Input, options: { readonly idempotencyKey: string }) => Promise<Output>;
  readonly onDone?: (output: Output) => void;
  readonly doneMessage: string;
}

export interface CommandPreview {
  readonly state: PreviewState;
  readonly inputKey: string;
  readonly refresh: () => void;
  readonly confirm: (preview: Preview) => void;
}

const debounceMs = 250;

/** Preview → confirm for `PreviewPanel`: asks anew when the form rests, and applies only what is on the screen. */
export function useCommandPreview<Input, Output>(settings: PreviewSettings<Input, Output>): CommandPreview {
  const { input, waiting } = settings;
  const inputKey = input === null ? '' : JSON.stringify(input);
  const [state, setState] = useState<PreviewState>({ kind: 'waiting', reason: waiting });
  const [round, setRound] = useState(0);
  const latest = useRef(settings);
  latest.current = settings;
  useEffect(() => {
    const { input: asked, preview } = latest.current;
    if (asked === null) {
      setState({ kind: 'waiting', reason: latest.current.waiting });
      return;
    }
    const abort = new AbortController();
    setState((now) => ({
      kind: 'loading',
      last: 'preview' in now ? now.preview : now.kind === 'loading' ? now.last : null,
    }));
    const timer = setTimeout(() => {
      preview(asked, abort.signal).then(
        (made) => !abort.signal.aborted && setState({ kind: 'ready', preview: made, inputKey }),
        (error: unknown) => !abort.signal.aborted && setState({ kind: 'failed', failure: failureOf(error) }),
      );
    }, debounceMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [inputKey, round]);
  const refresh = useCallback(() => setRound((now) => now + 1), []);
  const keys = useRef(new Map<string, string>());
  const confirm = useCallback((preview: Preview) => {
    const { input: confirmed, apply, onDone, doneMessage } = latest.current;
    if (confirmed === null) return;
    const key = keys.current.get(preview.hash) ?? newKey();
    keys.current.set(preview.hash, key);
    setState({ kind: 'running', preview });
    apply(preview, confirmed, { idempotencyKey: key }).then(
      (output) => {
        setState({ kind: 'done', message: doneMessage });
        onDone?.(output);
      },
      (error: unknown) => setState(refusedState(error, preview)),
    );
  }, []);
  return { state, inputKey, refresh, confirm };
}

function failureOf(error: unknown) {
  return asFailure(error) ?? new ApiError({ code: 'UNEXPECTED', message: 'The preview could not be made. Try again.' });
}

/** A stale plan keeps its figures on the screen, so that the person sees what they had agreed to. */
export function refusedState(error: unknown, preview: Preview): PreviewState {
  if (isApiError(error) && error.kind === 'stale') {
    const differences = error.details['differences'];
    return { kind: 'stale', preview, differences: typeof differences === 'number' ? differences : null };
  }
  return { kind: 'failed', failure: failureOf(error) };
}
