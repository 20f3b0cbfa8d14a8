import type { VariablesOf } from '@demarc/web-api';
import { isDecimalText, withoutZeros } from '@demarc/ui';
import type { Invoice } from '../invoices/invoice.graphql';
import type { CorrectionPreviewDocument } from './correction.graphql';

export type CorrectionInput = VariablesOf<typeof CorrectionPreviewDocument>['input'];

/** A line of the invoice as somebody is changing it. */
export interface LineDraft {
  readonly id: string;
  readonly position: number;
  readonly old: string;
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly isOff: boolean;
}

export function draftsOf(invoice: Invoice): LineDraft[] {
  return invoice.lines.map(({ id, position, description, quantity, unitPrice }) => ({
    id,
    position,
    old: description,
    description,
    quantity: withoutZeros(quantity),
    unitPrice: withoutZeros(unitPrice),
    isOff: false,
  }));
}

/** What the server is asked: only what is said of a line goes with it. Null while a figure cannot be read. */
export function correctionOf(invoice: Invoice, drafts: readonly LineDraft[]): CorrectionInput | null {
  const kept = drafts.filter((draft) => !draft.isOff);
  if (kept.length === 0 || kept.some((draft) => !isDecimalText(draft.quantity) || !isDecimalText(draft.unitPrice)))
    return null;
  const lines = kept.map((draft) => {
    const old = invoice.lines.find(({ id }) => id === draft.id);
    return {
      invoiceLineId: draft.id,
      ...(draft.description.trim() !== '' && draft.description !== old?.description
        ? { description: draft.description.trim() }
        : {}),
      ...(draft.quantity === withoutZeros(old?.quantity ?? '') ? {} : { quantity: draft.quantity }),
      ...(draft.unitPrice === withoutZeros(old?.unitPrice ?? '') ? {} : { unitPrice: draft.unitPrice }),
    };
  });
  const isSame = kept.length === drafts.length && lines.every((line) => Object.keys(line).length === 1);
  return isSame ? null : { invoiceId: invoice.id, lines };
}
