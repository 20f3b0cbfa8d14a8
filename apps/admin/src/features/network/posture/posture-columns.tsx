import { DateTimeText, EntityLink, FamilyTag, type GridColumn, type TextOf } from '@demarc/ui';
import { verdictFamily } from './finding-list';
import { toDo } from './posture-csv';
import type { Finding, PostureRow } from './posture.graphql';
import { lastUnsigned } from './posture-sort';
import type { postureTexts } from './posture-texts';

type Texts = TextOf<(typeof postureTexts)['entries']>;

export function postureColumns(t: Texts): readonly GridColumn<PostureRow>[] {
  const standing = (subject: Finding['subject']) => (row: PostureRow) => {
    const found = row.findings.find((one) => one.subject === subject);
    return found && <span title={found.sentence}>{t(found.state)}</span>;
  };
  return [
    {
      id: 'router',
      header: t('router'),
      cell: (row) => <EntityLink href={`/network/routers/${row.routerId}`}>{row.name}</EntityLink>,
      width: 185,
      sortable: true,
    },
    {
      id: 'verdict',
      header: t('verdict'),
      cell: (row) => <FamilyTag family={verdictFamily[row.verdict]}>{t(row.verdict)}</FamilyTag>,
      width: 175,
      sortable: true,
    },
    {
      id: 'todo',
      header: t('todo'),
      cell: (row) => {
        const [first] = toDo(row);
        return first === undefined ? t('nothing') : <span title={toDo(row).join('\n')}>{first}</span>;
      },
      width: 380,
    },
    { id: 'transport', header: t('transport'), cell: (row) => t(row.transport), width: 120, sortable: true },
    {
      id: 'policy',
      header: t('policy'),
      cell: (row) => (row.policy === 'OFF' ? t('policyOFF') : t(row.policy)),
      width: 170,
      sortable: true,
    },
    {
      id: 'signed',
      header: t('signed'),
      cell: (row) => (row.signedSince === null ? '–' : <DateTimeText value={row.signedSince} />),
      width: 185,
      sortable: true,
    },
    {
      id: 'unsigned',
      header: t('unsigned'),
      cell: (row) => {
        const at = lastUnsigned(row);
        return at === null ? t('unsignedNever') : <DateTimeText value={at} />;
      },
      width: 185,
      sortable: true,
    },
    { id: 'secret', header: t('secret'), cell: (row) => secretWords(row, t), width: 200, sortable: true },
    {
      id: 'certificate',
      header: t('certificate'),
      cell: (row) => (row.certificateExpiresAt === null ? '–' : <DateTimeText value={row.certificateExpiresAt} />),
      width: 185,
      sortable: true,
    },
    { id: 'changes', header: t('changes'), cell: standing('CHANGES'), width: 180 },
    { id: 'clock', header: t('clock'), cell: standing('CLOCK'), width: 110, hiddenByDefault: true },
    { id: 'api', header: t('api'), cell: standing('API'), width: 130 },
  ];
}

function secretWords({ secretStrength, secretLength, secretSharedWith }: PostureRow, t: Texts): string {
  if (secretStrength === null) return t('noSecret');
  const length = lengths.find((one) => one === secretLength);
  return [
    t(secretStrength),
    ...(length === undefined ? [] : [t(length)]),
    ...(secretSharedWith > 0 ? [t('shared', { count: secretSharedWith })] : []),
  ].join(', ');
}

const lengths = ['under_16', '16_to_23', '24_or_more'] as const;
