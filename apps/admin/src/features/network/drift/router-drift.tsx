import { useState } from 'react';
import { RefreshCw } from 'lucide-react';
import {
  Button,
  ErrorState,
  FactList,
  Notice,
  NumberText,
  Row,
  Section,
  showToast,
  Skeleton,
  Stack,
  UiLink,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import { CompareExport } from './compare-export';
import { DriftItems } from './drift-items';
import { type FleetRow, LastRead, Mode, refreshMs } from './fleet';
import { Keeping } from './keeping';
import { CompareRoutersDocument, RouterComparisonsDocument, RouterRowDecisionsDocument } from './router-drift.graphql';
import { routerDriftTexts } from './router-drift-texts';
import { RouterPlans } from './router-plans';
import { RowDecisions } from './row-decisions';

/** One router: what differs and why, what is to be written, and what was. */
export function RouterDrift({ routerId }: { routerId: string }) {
  const t = useTexts(routerDriftTexts);
  const fleet = useApiQuery(RouterComparisonsDocument, {}, { refetchEveryMs: refreshMs });
  const decisions = useApiQuery(RouterRowDecisionsDocument, { routerId }, { refetchEveryMs: refreshMs });
  const row = fleet.data?.routerComparisons.find((one) => one.routerId === routerId);
  const failed = [fleet, decisions].find(({ status }) => status === 'failed');
  if (failed?.failure) return <ErrorState failure={failed.failure} onRetry={failed.retry} />;
  if (!row || !decisions.data) return <Skeleton lines={6} />;
  return (
    <Stack>
      <UiLink href="/network/drift">{t('back')}</UiLink>
      <Overview row={row} />
      <DriftItems router={row} />
      <RouterPlans router={row} />
      <RowDecisions router={row} decisions={decisions.data.routerRowDecisions} />
    </Stack>
  );
}

function Overview({ row }: { row: FleetRow }) {
  const t = useTexts(routerDriftTexts);
  const { can } = useSession();
  const [asked, setAsked] = useState<'keeping' | 'export' | null>(null);
  const reread = useMutationCommand(CompareRoutersDocument, { onDone: () => showToast({ message: t('rereading') }) });
  const figures = ['intended', 'same', 'differ', 'missing', 'extra', 'unfit', 'ignored'] as const;
  return (
    <Section
      title={row.name}
      {...(row.version === null ? {} : { description: `RouterOS ${row.version}` })}
      actions={
        <Row>
          {row.mode !== null && row.isConnected && (
            <Button
              size="small"
              icon={<RefreshCw size={14} aria-hidden="true" />}
              busy={reread.running}
              onClick={() => void reread.run({ routerIds: [row.routerId] })}
            >
              {t('reread')}
            </Button>
          )}
          <Button size="small" onClick={() => setAsked('export')}>
            {t('export')}
          </Button>
          {can('networking.router.manage') && (
            <Button size="small" onClick={() => setAsked('keeping')}>
              {t('keeping')}
            </Button>
          )}
        </Row>
      }
    >
      <Stack gap="sm">
        {row.failedAt !== null && (
          <Notice family="bad" title={t('faultTitle')}>
            {row.fault}
          </Notice>
        )}
        {row.rests && (
          <Notice family="attention" title={t('restsTitle')}>
            {t('restsText')}
          </Notice>
        )}
        <FactList
          columns={2}
          facts={[
            { id: 'mode', label: t('mode'), value: <Mode row={row} /> },
            { id: 'read', label: t('lastRead'), value: <LastRead row={row} /> },
            { id: 'way', label: t('way'), value: t(row.way) },
            { id: 'shaping', label: t('shaping'), value: row.shaping === null ? '–' : t(`shape_${row.shaping}`) },
            ...figures.map((id) => ({ id, label: t(id), value: <NumberText value={row[id]} /> })),
          ]}
        />
      </Stack>
      {asked === 'keeping' && <Keeping router={row} onClose={() => setAsked(null)} />}
      {asked === 'export' && <CompareExport router={row} onClose={() => setAsked(null)} />}
    </Section>
  );
}
