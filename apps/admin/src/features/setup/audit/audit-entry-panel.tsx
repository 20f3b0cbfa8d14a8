import {
  CodeText,
  DateTimeText,
  DiffTable,
  EntityLink,
  FactList,
  FamilyTag,
  IpText,
  RelativeTime,
  Section,
  SidePanel,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { auditFacts } from './audit-changes';
import { actorKindWords, type AuditRow, actorWords } from './audit-columns';
import { auditTexts } from './audit-texts';

export function AuditEntryPanel({ entry, onClose }: { entry: AuditRow; onClose: () => void }) {
  const t = useTexts(auditTexts);
  return (
    <SidePanel title={t('entry')} description={entry.sentence} onClose={onClose} size="lg">
      <Stack>
        <EntryFacts entry={entry} />
        <EntryChanges entry={entry} />
        <EntryLinks entry={entry} />
      </Stack>
    </SidePanel>
  );
}

function EntryFacts({ entry }: { entry: AuditRow }) {
  const t = useTexts(auditTexts);
  return (
    <FactList
      columns={2}
      facts={[
        {
          id: 'at',
          label: t('at'),
          value: (
            <>
              <DateTimeText value={entry.at} style="full" /> · <RelativeTime value={entry.at} />
            </>
          ),
        },
        {
          id: 'actor',
          label: t('actor'),
          value: `${actorWords(t, entry)} (${actorKindWords(t, entry.actorKind)})`,
        },
        {
          id: 'outcome',
          label: t('outcome'),
          value: (
            <FamilyTag family={entry.outcome === 'DONE' ? 'good' : 'bad'}>
              {entry.outcome === 'DONE' ? t('done') : t('refused')}
            </FamilyTag>
          ),
        },
        { id: 'action', label: t('action'), value: <CodeText value={entry.action} /> },
        ...(entry.code === null ? [] : [{ id: 'code', label: t('code'), value: <CodeText value={entry.code} /> }]),
        { id: 'address', label: t('address'), value: <IpText value={entry.address} /> },
        {
          id: 'request',
          label: t('request'),
          value: <CodeText value={entry.requestId} />,
          ...(entry.requestId === null ? {} : { help: t('requestHelp') }),
        },
        { id: 'seal', label: t('seal'), value: entry.sealed ? t('sealed') : t('unsealed') },
      ]}
    />
  );
}

function EntryChanges({ entry }: { entry: AuditRow }) {
  const t = useTexts(auditTexts);
  const { values, more } = auditFacts(entry.changes);
  return (
    <>
      <Section title={t('changes')} level={3} flush={values.length > 0}>
        <DiffTable
          label={t('changes')}
          beforeLabel={t('before')}
          afterLabel={t('after')}
          empty={<Text tone="secondary">{t('noChanges')}</Text>}
          rows={values.map(({ id, kind, before, after }) => ({ id, label: <code>{id}</code>, kind, before, after }))}
        />
      </Section>
      {more.length > 0 && (
        <Section title={t('more')} level={3}>
          <FactList facts={more.map(({ id, text }) => ({ id, label: id, value: text }))} />
        </Section>
      )}
    </>
  );
}

function EntryLinks({ entry }: { entry: AuditRow }) {
  const t = useTexts(auditTexts);
  const { can } = useSession();
  const links = [
    ...(entry.customerId !== null && can('crm.customer.view')
      ? [{ href: `/customers/${entry.customerId}`, label: t('openCustomer') }]
      : []),
    ...(entry.customerId === null
      ? []
      : [{ href: `/setup/audit?f.customer=${entry.customerId}`, label: t('sameCustomer') }]),
    ...(entry.subjectId === null
      ? []
      : [{ href: `/setup/audit?f.subject=${encodeURIComponent(entry.subjectId)}`, label: t('sameSubject') }]),
    ...(entry.actorId === null ? [] : [{ href: `/setup/audit?f.actor=${entry.actorId}`, label: t('sameActor') }]),
  ];
  if (links.length === 0) return null;
  return (
    <Section title={t('links')} level={3}>
      <ul className="dm-list">
        {links.map(({ href, label }) => (
          <li key={href}>
            <EntityLink href={href}>{label}</EntityLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
