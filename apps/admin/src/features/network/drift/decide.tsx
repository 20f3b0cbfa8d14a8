import { useState } from 'react';
import {
  CodeText,
  ConfirmDialog,
  ErrorState,
  Notice,
  showToast,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  TextInput,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import type { Item } from './drift-items';
import type { FleetRow } from './fleet';
import { DecideRouterRowsDocument, RouterRowsPreviewDocument } from './router-drift.graphql';
import { routerDriftTexts } from './router-drift-texts';
import { menuWords } from './router-words';

export type Verdict = 'ADOPT' | 'IGNORE' | 'REMOVE';

/** Beyond this many it is typed how many. */
const typedFrom = 20;

export interface DecideProps {
  readonly router: FleetRow;
  readonly items: readonly Item[];
  readonly verdict: Verdict;
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

/** Rows, each by its name, what would become of each, and who said what should. */
export function Decide({ router, items, verdict, onDone, onClose }: DecideProps) {
  const t = useTexts(routerDriftTexts);
  const [reason, setReason] = useState('');
  const { routerId } = router;
  const rows = items.map(({ menu, name }) => ({ menu: menu ?? '', name }));
  const preview = useApiQuery(RouterRowsPreviewDocument, { input: { routerId, rows, verdict } });
  const found = preview.data?.routerRowsPreview;
  const count = found?.rows.filter(({ code }) => code === null).length ?? 0;
  const command = useMutationCommand(DecideRouterRowsDocument, {
    onDone: ({ decideRouterRows: { decided } }) => {
      onClose();
      onDone?.();
      showToast({ message: t('decided', { count: decided }) });
    },
  });
  const isTyped = verdict !== 'IGNORE' && count >= typedFrom;
  const [first] = items;
  return (
    <ConfirmDialog
      grade={isTyped ? 'C' : 'B'}
      {...(isTyped ? { typed: String(count) } : {})}
      danger={verdict === 'REMOVE'}
      title={
        items.length === 1
          ? t(`decideTitle_${verdict}`, { name: first?.name ?? '' })
          : t(`decideMany_${verdict}`, { count: items.length })
      }
      confirmLabel={t(verdict.toLowerCase() as 'adopt' | 'ignore' | 'remove')}
      busy={command.running || preview.status === 'loading'}
      refusal={found && count === 0 ? t('decideNone') : null}
      failure={command.failure}
      onConfirm={() =>
        // What was read anew meanwhile is looked at anew.
        void command.run({ routerId, rows, verdict, reason, digest: found?.digest }).then(preview.retry)
      }
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t(`decideText_${verdict}`, { count: items.length })}</Text>
        {verdict !== 'IGNORE' && (
          <Text>{t(router.mode === 'REPAIR' && !router.rests ? 'nextRepair' : 'nextByHand')}</Text>
        )}
        <TextInput label={t('why')} value={reason} onChange={setReason} />
        {preview.status === 'failed' && preview.failure && (
          <ErrorState compact failure={preview.failure} onRetry={preview.retry} />
        )}
        {preview.status === 'loading' && <Skeleton lines={2} />}
        {found && <Preview found={found} verdict={verdict} />}
      </Stack>
    </ConfirmDialog>
  );
}

type Found = ResultOf<typeof RouterRowsPreviewDocument>['routerRowsPreview'];

/** Those that cannot be come first. */
function Preview({ found, verdict }: { found: Found; verdict: Verdict }) {
  const t = useTexts(routerDriftTexts);
  const refused = found.rows.filter(({ code }) => code !== null);
  const rest = found.rows.filter(({ code }) => code === null);
  return (
    <>
      {found.needsSecond && (
        <Notice family="attention" title={t('secondTitle')}>
          {t('secondText')}
        </Notice>
      )}
      {refused.length > 0 && (
        <Notice family="attention">{t('decideRefused', { count: refused.length, total: found.rows.length })}</Notice>
      )}
      {(found.rows.length > 1 || refused.length > 0) && (
        <SimpleTable
          label={t('decideRows')}
          rows={[...refused, ...rest]}
          rowId={({ menu, name }) => `${menu} ${name}`}
          columns={[
            { id: 'kind', header: t('kind'), cell: ({ menu }) => menuWords(menu) },
            { id: 'key', header: t('key'), cell: ({ name }) => <CodeText value={name} /> },
            {
              id: 'outcome',
              header: t('outcome'),
              cell: ({ code, message }) =>
                code === null ? (
                  t(`verdict_${verdict.toLowerCase() as 'adopt' | 'ignore' | 'remove'}`)
                ) : (
                  <Stack gap="xs">
                    <Text>{message}</Text>
                    <CodeText value={code} />
                  </Stack>
                ),
            },
          ]}
        />
      )}
    </>
  );
}
