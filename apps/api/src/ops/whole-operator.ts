import { type Actor, scopeOf } from '@demarc/access';
import { Refusal } from '@demarc/kernel';

/** Background work is the whole operator's: its payloads name records of every partner. */
export function assertWholeOperator(actor: Actor): void {
  if (scopeOf(actor).kind === 'all') return;
  throw new Refusal(
    'forbidden',
    'WHOLE_OPERATOR_ONLY',
    'Background work is shared by all partners. Only whoever sees every partner can look at it.',
  );
}
