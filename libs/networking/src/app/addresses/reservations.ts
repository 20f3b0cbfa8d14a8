import type { Actor } from '@demarc/access';
import { actorLabel } from '@demarc/access';
import type { Act } from '@demarc/commands';
import { conflict } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import type { Prefix } from '../../domain/prefix.js';
import { prefixText } from '../../domain/prefix-text.js';
import type { Network } from './networks.js';

export interface Reservation {
  readonly kind: 'reserved' | 'device';
  readonly label: string;
  readonly until: Date | null;
  /** Whom it is kept for; anybody else is refused. */
  readonly customer: { readonly id: string; readonly partnerId: string } | null;
}

/** Keeps addresses from being given. They are held like any other, so that nobody gets them meanwhile either. */
export async function writeReservations(
  act: Act,
  network: Network,
  units: readonly Prefix[],
  { kind, label, until, customer }: Reservation,
): Promise<string[]> {
  try {
    const rows = await act.sql.query<{ id: string }>(
      `INSERT INTO networking.address_holding (held, kind, during, customer_id, partner_id, label, noted_by)
       SELECT held, $2, tstzrange($3, $4), $5, $6, $7, $8 FROM unnest($1::cidr[]) held RETURNING id`,
      [
        units.map(prefixText),
        kind,
        act.at,
        until,
        customer?.id ?? null,
        customer?.partnerId ?? network.partnerId,
        label,
        nameOf(act.actor),
      ],
    );
    return rows.map(({ id }) => id);
  } catch (error) {
    if (violatedConstraint(error) === 'address_holding_apart')
      throw conflict('ADDRESS_TAKEN', 'One of these addresses is held or reserved already. Look at them again.');
    throw error;
  }
}

function nameOf(actor: Actor): string {
  return actorLabel(actor).name;
}
