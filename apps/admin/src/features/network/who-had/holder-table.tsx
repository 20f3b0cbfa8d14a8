import { DateTimeText, EntityLink, IpText, SimpleTable, type TextOf, useTexts } from '@demarc/ui';
import type { Holder } from './who-had.graphql';
import { whoHadTexts } from './who-had-texts';

export function HolderTable({ holders }: { holders: readonly Holder[] }) {
  const t = useTexts(whoHadTexts);
  return (
    <SimpleTable
      label={t('title')}
      rows={holders.map((holder, at) => ({ ...holder, at }))}
      rowId={({ at }) => String(at)}
      columns={[
        { id: 'customer', header: t('customer'), cell: (holder) => <Whose holder={holder} /> },
        { id: 'service', header: t('service'), cell: ({ login }) => login ?? '–' },
        { id: 'had', header: t('had'), cell: ({ held }) => <IpText value={held} /> },
        { id: 'from', header: t('from'), cell: ({ since }) => <DateTimeText value={since} /> },
        {
          id: 'until',
          header: t('until'),
          cell: ({ until }) => (until === null ? t('still') : <DateTimeText value={until} />),
        },
        { id: 'evidence', header: t('evidence'), cell: (holder) => evidenceOf(holder, t).join('; ') },
      ]}
    />
  );
}

function Whose({ holder }: { holder: Holder }) {
  const t = useTexts(whoHadTexts);
  if (holder.customerId === null || holder.customerName === null) return t('unknown');
  return (
    <>
      <EntityLink href={`/customers/${holder.customerId}`} number={`#${holder.customerNumber ?? ''}`}>
        {holder.customerName}
      </EntityLink>
      {holder.customerAddress && <div>{holder.customerAddress}</div>}
    </>
  );
}

/** In words that can be copied into an answer. */
function evidenceOf(holder: Holder, t: TextOf<typeof whoHadTexts.entries>): string[] {
  const { via, shownBy, mapName, insideAddress, firstPort, lastPort, reportedBy, sessionId, routerName, mac } = holder;
  const shared = {
    map: mapName ?? '',
    inside: insideAddress ?? '',
    first: firstPort ?? 0,
    last: lastPort ?? 0,
    by: reportedBy ?? '',
  };
  return [
    t(via, shared),
    t(shownBy, { session: sessionId ?? '', router: routerName ?? '–' }),
    ...(mac === null ? [] : [t('mac', { mac })]),
    ...(holder.blockSince === null
      ? []
      : [t('block', { since: holder.blockSince, until: holder.blockUntil ?? t('still') })]),
  ];
}
