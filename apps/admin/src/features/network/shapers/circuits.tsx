import { useDeferredValue, useState } from 'react';
import {
  EmptyState,
  EntityLink,
  ErrorState,
  FamilyTag,
  Row,
  Section,
  SelectInput,
  SimpleTable,
  Skeleton,
  Stack,
  SwitchInput,
  Text,
  TextInput,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useUrlParam } from '@demarc/web-kit';
import { placedNodes } from './node-order';
import { CircuitsDocument, type FoundCircuit, type NodeLoad } from './shapers.graphql';
import { shapersTexts } from './shapers-texts';

/** Services by name, number or address, and whether a shaper is told of them. */
export function Circuits({ nodes }: { nodes: readonly NodeLoad[] }) {
  const t = useTexts(shapersTexts);
  const [node, setNode] = useUrlParam('node');
  const [search, setSearch] = useState('');
  const [onlyLeftOut, setOnlyLeftOut] = useState(false);
  const words = useDeferredValue(search.trim());
  return (
    <Section title={t('circuits')}>
      <Stack>
        <Row>
          <TextInput label={t('search')} description={t('searchHelp')} value={search} onChange={setSearch} />
          <SelectInput
            label={t('onNode')}
            value={node ?? ''}
            onChange={(id) => setNode(id === '' ? null : id)}
            choices={[
              { value: '', label: t('allNodes') },
              ...placedNodes(nodes).map(({ load, depth }) => ({
                value: load.node.id,
                label: `${'— '.repeat(depth)}${load.node.name}`,
              })),
            ]}
          />
          <SwitchInput label={t('onlyLeftOut')} value={onlyLeftOut} onChange={setOnlyLeftOut} />
        </Row>
        <Found search={words === '' ? null : words} nodeId={node ?? null} onlyLeftOut={onlyLeftOut} />
      </Stack>
    </Section>
  );
}

interface FoundProps {
  readonly search: string | null;
  readonly nodeId: string | null;
  readonly onlyLeftOut: boolean;
}

function Found(asked: FoundProps) {
  const t = useTexts(shapersTexts);
  const { data, failure, retry } = useApiQuery(CircuitsDocument, { ...asked });
  if (failure) return <ErrorState compact failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={4} />;
  const { rows, found } = data.circuits;
  return (
    <>
      <CircuitTable rows={rows} />
      {found > rows.length && <Text tone="secondary">{t('firstOf', { shown: rows.length, found })}</Text>}
    </>
  );
}

function CircuitTable({ rows }: { rows: readonly FoundCircuit[] }) {
  const t = useTexts(shapersTexts);
  return (
    <SimpleTable
      label={t('circuits')}
      rows={rows}
      rowId={({ circuit }) => circuit.id}
      empty={<EmptyState compact title={t('noneFound')} />}
      columns={[
        { id: 'number', header: t('number'), cell: ({ circuit }) => circuit.number },
        {
          id: 'customer',
          header: t('customer'),
          cell: ({ circuit: { customerId, customerName } }) => (
            <EntityLink href={`/customers/${customerId}`}>{customerName}</EntityLink>
          ),
        },
        {
          id: 'plan',
          header: t('plan'),
          cell: ({ circuit: { planTitle, adjusted } }) => [planTitle, adjusted?.name].filter(Boolean).join(' · '),
        },
        { id: 'speed', header: t('speed'), align: 'end', cell: ({ circuit }) => <Speed circuit={circuit} /> },
        {
          id: 'address',
          header: t('address'),
          cell: ({ circuit: { ipv4, ipv6, isOnline } }) =>
            [...ipv4, ...ipv6].join(', ') || (isOnline ? '–' : t('offline')),
        },
        { id: 'told', header: t('told'), cell: (row) => <Told row={row} /> },
      ]}
    />
  );
}

function Speed({ circuit: { rates } }: { circuit: FoundCircuit['circuit'] }) {
  const t = useTexts(shapersTexts);
  const format = useFormat();
  if (rates === null) return '–';
  return t('pair', { down: format.rate(rates.download / 1_000), up: format.rate(rates.upload / 1_000) });
}

function Told({ row: { leftOut, circuit } }: { row: FoundCircuit }) {
  const t = useTexts(shapersTexts);
  if (leftOut === null) return t(circuit.state === 'BLOCKED' ? 'blocked' : 'yes');
  return (
    <>
      <FamilyTag family={leftOut === 'CLOSED' ? 'off' : 'attention'} quiet>
        {t('no')}
      </FamilyTag>{' '}
      {t(`why_${leftOut}`)}
    </>
  );
}
