import type { VariablesOf } from '@demarc/web-api';
import type { IssueOneTimeInvoiceDocument } from './one-time.graphql';

export type OneTimeInput = VariablesOf<typeof IssueOneTimeInvoiceDocument>['input'];

export interface OneTimeLine {
  readonly planId: string;
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly taxRateId: string;
  readonly taxInclusive: boolean;
}

export interface OneTimeValues {
  readonly customerId: string | null;
  readonly issuedOn: string;
  readonly note: string;
  readonly lines: OneTimeLine[];
}

export const emptyLine: OneTimeLine = {
  planId: '',
  description: '',
  quantity: '1',
  unitPrice: '',
  taxRateId: '',
  taxInclusive: true,
};

/** What is left empty is left out, so that the plan of the line fills it in on the server. */
export function oneTimeInput({ customerId, issuedOn, note, lines }: OneTimeValues): OneTimeInput {
  return {
    customerId: customerId ?? '',
    ...(issuedOn === '' ? {} : { issuedOn }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    lines: lines.map(lineInput),
  };
}

function lineInput({ planId, description, quantity, unitPrice, taxRateId, taxInclusive }: OneTimeLine) {
  return {
    ...(planId === '' ? {} : { planId }),
    ...(description.trim() === '' ? {} : { description: description.trim() }),
    ...(quantity === '' ? {} : { quantity }),
    ...(unitPrice === '' ? {} : { unitPrice, taxInclusive }),
    ...(taxRateId === '' ? {} : { taxRateId }),
  };
}
