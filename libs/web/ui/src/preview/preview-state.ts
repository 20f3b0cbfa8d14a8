import type { Failure } from '../feedback/failure';
import type { MoneyValue } from '../format/formatters';
import type { StatusFamily } from '../tokens/tokens';
import type { ReactNode } from 'react';

export interface PreviewLine {
  readonly id: string;
  readonly label: ReactNode;
  readonly amount?: MoneyValue | null;
  readonly detail?: ReactNode;
  /** Formula, rounding and the setting behind it. */
  readonly explain?: ReactNode;
  readonly strong?: boolean;
  /** A line of a bill has no sign; a line that moves a balance has. */
  readonly signed?: boolean;
}

export interface PreviewCount {
  readonly id: string;
  readonly label: string;
  readonly value: ReactNode;
  readonly hint?: ReactNode;
}

export interface PreviewWarning {
  readonly id: string;
  readonly family: Extract<StatusFamily, 'info' | 'attention' | 'bad'>;
  readonly message: ReactNode;
  /** Must be solved before the confirmation. */
  readonly blocks?: boolean;
}

/** The plan of the server. Applying it takes its hash, and is refused once the data under it changed. */
export interface Preview {
  readonly id: string;
  readonly hash: string;
  readonly madeAt: string;
  readonly expiresAt: string;
  readonly counts: readonly PreviewCount[];
  readonly lines: readonly PreviewLine[];
  readonly warnings: readonly PreviewWarning[];
}

export type PreviewState =
  /** The form is not complete yet; `reason` says what is missing. */
  | { readonly kind: 'waiting'; readonly reason: string }
  | { readonly kind: 'loading'; readonly last: Preview | null }
  | { readonly kind: 'ready'; readonly preview: Preview; readonly inputKey: string }
  /** The server refused the confirmation because of so many differences. */
  | { readonly kind: 'stale'; readonly preview: Preview; readonly differences: number | null }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'running'; readonly preview: Preview }
  | { readonly kind: 'done'; readonly message: ReactNode };

export type Approval =
  | { readonly kind: 'none' }
  | { readonly kind: 'needed' }
  | { readonly kind: 'waiting'; readonly since: string }
  | { readonly kind: 'given'; readonly by: string; readonly at: string }
  | { readonly kind: 'rejected'; readonly by: string; readonly reason: string };

export type ConfirmRefusal =
  | 'waiting'
  | 'loading'
  | 'changed'
  | 'expired'
  | 'blocked'
  | 'stale'
  | 'failed'
  | 'running'
  | 'done'
  | 'needs-approval'
  | 'approval-waiting'
  | 'rejected';

/** Why the plan on screen may not be run now, or null. `inputKey` is the key of the form as it stands. */
export function confirmRefusal(
  state: PreviewState,
  inputKey: string,
  approval: Approval,
  nowMs: number,
): ConfirmRefusal | null {
  if (state.kind !== 'ready') return state.kind;
  if (state.inputKey !== inputKey) return 'changed';
  if (Date.parse(state.preview.expiresAt) <= nowMs) return 'expired';
  if (state.preview.warnings.some((warning) => warning.blocks)) return 'blocked';
  if (approval.kind === 'needed') return 'needs-approval';
  if (approval.kind === 'waiting') return 'approval-waiting';
  return approval.kind === 'rejected' ? 'rejected' : null;
}

export function shownPreview(state: PreviewState): Preview | null {
  switch (state.kind) {
    case 'ready':
    case 'stale':
    case 'running':
      return state.preview;
    case 'loading':
      return state.last;
    case 'waiting':
    case 'failed':
    case 'done':
      return null;
  }
}
