import { useState } from 'react';
import {
  DateTimeText,
  ErrorState,
  FactList,
  type Fact,
  Section,
  SidePanel,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  type TextOf,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { CustomerLink } from '../customer-link';
import type { Pool } from '../pools/pools.graphql';
import { AddressActions } from './address-actions';
import { AssignForm } from './assign-form';
import { type AddressCell, AddressHistoryDocument } from './ipam.graphql';
import { ipamTexts } from './ipam-texts';
import { ReserveForm } from './reserve-form';

export interface AddressPanelProps {
  readonly pool: Pool;
  readonly cell: AddressCell;
  readonly onClose: () => void;
}

/** One address: who has it, what may be done, and who had it when. */
export function AddressPanel({ pool, cell, onClose }: AddressPanelProps) {
  const t = useTexts(ipamTexts);
  const [does, setDoes] = useState<'reserve' | 'assign' | null>(null);
  return (
    <SidePanel title={cell.address} description={t(cell.state)} onClose={onClose} size="lg">
      <Stack>
        <FactList columns={2} facts={factsOf(cell, t)} />
        {does === null && <AddressActions pool={pool} cell={cell} onDoes={setDoes} onDone={onClose} />}
        {does === 'reserve' && (
          <Section title={t('reserveTitle')} level={3}>
            <ReserveForm pool={pool} first={cell.address} last={null} onDone={onClose} onCancel={() => setDoes(null)} />
          </Section>
        )}
        {does === 'assign' && (
          <Section title={t('assignTitle', { address: cell.address })} level={3}>
            <AssignForm pool={pool} cell={cell} onDone={onClose} onCancel={() => setDoes(null)} />
          </Section>
        )}
        <History address={cell.address} />
      </Stack>
    </SidePanel>
  );
}

function factsOf(cell: AddressCell, t: TextOf<typeof ipamTexts.entries>): Fact[] {
  const facts: (Fact | false)[] = [
    cell.customerId !== null && {
      id: 'holder',
      label: t('holder'),
      value: <CustomerLink customerId={cell.customerId} customer={cell.customer} fallback="–" />,
    },
    cell.kind !== null && { id: 'as', label: t('as'), value: t(cell.kind) },
    cell.held !== null && { id: 'held', label: t('held'), value: cell.held },
    cell.login !== null && { id: 'login', label: t('login'), value: cell.login },
    cell.label !== '' && { id: 'label', label: t('label'), value: cell.label },
    cell.notedBy !== '' && { id: 'notedBy', label: t('notedBy'), value: cell.notedBy },
    cell.since !== null && { id: 'since', label: t('since'), value: <DateTimeText value={cell.since} /> },
    cell.until !== null && { id: 'until', label: t('until'), value: <DateTimeText value={cell.until} /> },
    {
      id: 'online',
      label: t('online'),
      value: cell.isOnline ? t('onlineAs', { login: cell.sessionLogin ?? '–' }) : t('nobodyOnline'),
    },
  ];
  return facts.filter((fact) => fact !== false);
}

function History({ address }: { address: string }) {
  const t = useTexts(ipamTexts);
  const { can } = useSession();
  const { data, status, failure } = useApiQuery(AddressHistoryDocument, { address, names: can('crm.customer.view') });
  return (
    <Section title={t('history')} level={3}>
      {status === 'loading' && <Skeleton lines={3} />}
      {failure && <ErrorState compact failure={failure} />}
      {data && (
        <SimpleTable
          label={t('history')}
          rows={data.addressHistory}
          rowId={({ key }) => key}
          empty={<Text>{t('historyEmpty')}</Text>}
          columns={[
            {
              id: 'who',
              header: t('who'),
              cell: ({ customerId, customer, login, label }) => (
                <CustomerLink customerId={customerId} customer={customer} fallback={label || login || '–'} />
              ),
            },
            { id: 'what', header: t('what'), cell: ({ kind }) => t(kind) },
            { id: 'since', header: t('since'), cell: ({ since }) => <DateTimeText value={since} /> },
            {
              id: 'until',
              header: t('until'),
              cell: ({ until }) => (until === null ? t('still') : <DateTimeText value={until} />),
            },
          ]}
        />
      )}
    </Section>
  );
}
