import { SidePanel, useTexts } from '@demarc/ui';
import type { Pool } from '../pools/pools.graphql';
import { ipamTexts } from './ipam-texts';
import { ReserveForm } from './reserve-form';

export interface ReservePanelProps {
  readonly pool: Pool;
  readonly first: string;
  readonly last: string;
  readonly onClose: () => void;
}

/** A range of addresses at once. */
export function ReservePanel({ pool, first, last, onClose }: ReservePanelProps) {
  const t = useTexts(ipamTexts);
  return (
    <SidePanel title={t('reserveTitle')} description={`${first} – ${last}`} onClose={onClose}>
      <ReserveForm pool={pool} first={first} last={last} onDone={onClose} onCancel={onClose} />
    </SidePanel>
  );
}
