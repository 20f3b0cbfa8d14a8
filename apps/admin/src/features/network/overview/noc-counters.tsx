import { Columns, NumberText, useFormat, useTexts } from '@demarc/ui';
import { LinkedFigure } from '../../home/linked-figure';
import type { NetworkNow, Noc } from './noc.graphql';
import { nocTexts } from './noc-texts';

const fullPercent = 90;

/** Each figure leads to the list that it counts. */
export function NocCounters({ now, pools }: { now: NetworkNow; pools?: Noc['addressPools'] }) {
  const t = useTexts(nocTexts);
  const format = useFormat();
  const drift = now.driftedRows + now.drifted;
  return (
    <Columns min="sm">
      <LinkedFigure
        label={t('online')}
        href="/network/sessions"
        needs="networking.session.view"
        value={<NumberText value={now.online} />}
        hint={t('ofOpen', { count: format.number(now.openServices) })}
      />
      <LinkedFigure
        label={t('devicesDown')}
        href="/network/monitoring"
        needs="networking.monitoring.view"
        value={<NumberText value={now.devicesDown} />}
        hint={t('ofDevices', { count: format.number(now.devices) })}
      />
      <LinkedFigure
        label={t('rejects')}
        href="/network/radius-log?f.outcome=REJECT"
        needs="networking.log.view"
        value={format.number(Math.round(now.rejectsPerMinute * 10) / 10)}
        hint={t('rejectsHint')}
      />
      {pools && (
        <LinkedFigure
          label={t('pools')}
          href="/network/pools"
          needs="networking.pool.view"
          value={<NumberText value={pools.filter(({ usedPercent }) => (usedPercent ?? 0) > fullPercent).length} />}
        />
      )}
      <LinkedFigure
        label={t('drift')}
        href={now.driftedRows === 0 && now.drifted > 0 ? '/network/drift?view=sessions' : '/network/drift'}
        needs="networking.access.view"
        value={<NumberText value={drift} />}
        hint={
          drift === 0
            ? t('noDrift')
            : t('driftHint', {
                rows: format.number(now.driftedRows),
                routers: format.number(now.driftedRouters),
                sessions: format.number(now.drifted),
              })
        }
      />
      <LinkedFigure
        label={t('routersFailing')}
        href="/network/routers"
        needs="networking.router.view"
        value={<NumberText value={now.routersFailing} />}
      />
      {now.otherDevices > 0 && (
        <LinkedFigure
          label={t('otherDevices')}
          href="/network/drift?view=sessions"
          needs="networking.access.view"
          value={<NumberText value={now.otherDevices} />}
          hint={t('otherDevicesHint')}
        />
      )}
    </Columns>
  );
}
