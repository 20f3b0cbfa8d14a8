import type { StatusFamily } from '../tokens/tokens';

export interface Toast {
  readonly id: number;
  readonly family: StatusFamily;
  readonly message: string;
  readonly detail?: string;
  readonly undo?: () => void | Promise<void>;
  readonly lifetimeMs: number | null;
}

export interface ToastInput {
  readonly message: string;
  readonly family?: StatusFamily;
  readonly detail?: string;
  /** Offered for 10 s; the act must be in the history of the record too. */
  readonly undo?: () => void | Promise<void>;
  /** Failures stay until they are closed. */
  readonly sticky?: boolean;
}

const undoMs = 10_000;
const plainMs = 6_000;
const atOnce = 4;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function showToast(input: ToastInput): number {
  const id = nextId;
  nextId += 1;
  const family = input.family ?? 'good';
  const stays = input.sticky ?? (family === 'bad' && input.undo === undefined);
  const toast: Toast = {
    id,
    family,
    message: input.message,
    ...(input.detail === undefined ? {} : { detail: input.detail }),
    ...(input.undo === undefined ? {} : { undo: input.undo }),
    lifetimeMs: stays ? null : input.undo === undefined ? plainMs : undoMs,
  };
  publish([...toasts, toast].slice(-atOnce));
  return id;
}

export function closeToast(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id));
}

/** Undoes the last act that still offers it. Bound to `Z`. */
export async function undoLast(): Promise<boolean> {
  const last = toasts.findLast((toast) => toast.undo !== undefined);
  if (last?.undo === undefined) return false;
  closeToast(last.id);
  await last.undo();
  return true;
}

export const toastStore = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  read: () => toasts,
};
