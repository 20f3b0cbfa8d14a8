import type { VariablesOf } from '@demarc/web-api';
import type { PrepareMoveDocument } from './moves.graphql';

export interface MoveRow {
  readonly planId: string;
  readonly newPlanId: string;
  readonly changeOn: string;
  readonly unitPrice: string;
}

export function emptyMoveRow(today: string): MoveRow {
  return { planId: '', newPlanId: '', changeOn: today, unitPrice: '' };
}

/** What is asked of the server; null while a row is not complete. */
export function moveInput(
  rows: readonly MoveRow[],
  reason: string,
): VariablesOf<typeof PrepareMoveDocument>['input'] | null {
  if (rows.some(({ planId, newPlanId, changeOn }) => planId === '' || newPlanId === '' || changeOn === '')) return null;
  return {
    rows: rows.map(({ unitPrice, ...row }) => ({ ...row, ...(unitPrice === '' ? {} : { unitPrice }) })),
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
  };
}
