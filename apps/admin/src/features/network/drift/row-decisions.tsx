import { Button, CodeText, RelativeTime, Section, showToast, SimpleTable, useTexts } from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import type { FleetRow } from './fleet';
import { DecideRouterRowsDocument, type RouterRowDecisionsDocument } from './router-drift.graphql';
import { routerDriftTexts } from './router-drift-texts';
import { menuWords } from './router-words';

type Decision = ResultOf<typeof RouterRowDecisionsDocument>['routerRowDecisions'][number];

/** What people said about rows that are not ours; a word can be taken back. */
export function RowDecisions({ router, decisions }: { router: FleetRow; decisions: readonly Decision[] }) {
  const t = useTexts(routerDriftTexts);
  const { can } = useSession();
  const command = useMutationCommand(DecideRouterRowsDocument, {
    onDone: () => showToast({ message: t('forgotten') }),
  });
  if (decisions.length === 0) return null;
  const forget = ({ menu, name }: Decision) =>
    void command.run({ routerId: router.routerId, rows: [{ menu, name }], verdict: 'FORGET' });
  return (
    <Section title={t('decisions')} flush>
      <SimpleTable
        label={t('decisions')}
        rows={decisions}
        rowId={({ menu, name }) => `${menu} ${name}`}
        columns={[
          { id: 'kind', header: t('kind'), cell: ({ menu }) => menuWords(menu) },
          { id: 'key', header: t('key'), cell: ({ name }) => <CodeText value={name} /> },
          {
            id: 'verdict',
            header: t('outcome'),
            cell: ({ verdict }) => t(`verdict_${verdict as 'adopt' | 'ignore' | 'remove'}`),
          },
          { id: 'why', header: t('why'), cell: ({ reason }) => reason || '–' },
          { id: 'by', header: t('by'), cell: ({ decidedBy }) => decidedBy },
          { id: 'at', header: t('since'), cell: ({ decidedAt }) => <RelativeTime value={decidedAt} /> },
          ...(can('networking.drift.repair')
            ? [
                {
                  id: 'do',
                  header: t('do'),
                  cell: (row: Decision) => (
                    <Button size="small" tone="quiet" onClick={() => forget(row)}>
                      {t('forget')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}
