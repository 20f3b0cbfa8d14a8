import { useState } from 'react';
import { Button, ButtonLink, ConfirmDialog, ErrorState, Row, showToast, useTexts } from '@demarc/ui';
import { useApi, useCommand, useMutationCommand, useSession } from '@demarc/web-kit';
import type { Pool } from '../pools/pools.graphql';
import {
  AssignAddressDocument,
  EndReservationDocument,
  ServiceRevisionDocument,
  type AddressCell,
} from './ipam.graphql';
import { ipamTexts } from './ipam-texts';

export interface AddressActionsProps {
  readonly pool: Pool;
  readonly cell: AddressCell;
  readonly onDoes: (what: 'reserve' | 'assign') => void;
  readonly onDone: () => void;
}

export function AddressActions({ pool, cell, onDoes, onDone }: AddressActionsProps) {
  const t = useTexts(ipamTexts);
  const { can } = useSession();
  const isFree = cell.state === 'FREE';
  const mayReserve = can('networking.address.reserve');
  const isOneAddress = pool.kind === 'STATIC' && pool.family === 4;
  const mayAssign = can('networking.access.manage') && isOneAddress;
  const isKept = cell.state === 'RESERVED' || cell.state === 'QUARANTINE';
  const endable = mayReserve && cell.holdingId !== null && (isKept || cell.state === 'DEVICE');
  return (
    <Row>
      {isFree && mayReserve && <Button onClick={() => onDoes('reserve')}>{t('reserve')}</Button>}
      {(isFree || (isKept && cell.customerId !== null)) && mayAssign && (
        <Button tone="primary" onClick={() => onDoes('assign')}>
          {t('assign')}
        </Button>
      )}
      {endable && <EndReservation holdingId={cell.holdingId ?? ''} onDone={onDone} />}
      {cell.kind === 'STATIC' && cell.serviceId !== null && can('networking.access.manage') && (
        <TakeBack address={cell.address} serviceId={cell.serviceId} onDone={onDone} />
      )}
      {cell.customerId !== null && cell.customer && (
        <ButtonLink href={`/customers/${cell.customerId}`}>{t('openCustomer')}</ButtonLink>
      )}
    </Row>
  );
}

function EndReservation({ holdingId, onDone }: { holdingId: string; onDone: () => void }) {
  const t = useTexts(ipamTexts);
  const command = useMutationCommand(EndReservationDocument, {
    onDone: () => {
      showToast({ message: t('ended') });
      onDone();
    },
  });
  return (
    <>
      <Button busy={command.running} onClick={() => void command.run({ holdingId })}>
        {t('endReservation')}
      </Button>
      {command.failure && <ErrorState compact failure={command.failure} />}
    </>
  );
}

/** The service has no fixed address then; the revision is read at once, so that what is taken back is what was seen. */
function TakeBack({ address, serviceId, onDone }: { address: string; serviceId: string; onDone: () => void }) {
  const t = useTexts(ipamTexts);
  const api = useApi();
  const [asks, setAsks] = useState(false);
  const command = useCommand({
    run: async (_: Record<string, never>, options): Promise<unknown> => {
      const { service } = await api.graphql(ServiceRevisionDocument, { id: serviceId });
      const input = { serviceId, revision: service.access?.revision ?? 0, ipv4Assignment: 'NONE' as const };
      return api.graphql(AssignAddressDocument, { input }, options);
    },
    onDone: () => {
      showToast({ message: t('releasedDone', { address }) });
      onDone();
    },
  });
  return (
    <>
      <Button onClick={() => setAsks(true)}>{t('release')}</Button>
      {asks && (
        <ConfirmDialog
          grade="B"
          title={t('releaseConfirm', { address })}
          confirmLabel={t('releaseConfirm', { address })}
          busy={command.running}
          failure={command.failure}
          onClose={() => setAsks(false)}
          onConfirm={() => void command.run({})}
        >
          {t('releaseText')}
        </ConfirmDialog>
      )}
    </>
  );
}
