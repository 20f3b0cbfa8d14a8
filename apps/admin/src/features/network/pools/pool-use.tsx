import { Meter, useFormat, useTexts } from '@demarc/ui';
import type { Pool } from './pools.graphql';
import { poolsTexts } from './pools-texts';

/** How full it is: of an end network in services, of a root in networks. */
export function PoolUse({ pool }: { pool: Pool }) {
  const t = useTexts(poolsTexts);
  const format = useFormat();
  if (pool.usedPercent === null) return '–';
  const share = format.percent(pool.usedPercent / 100);
  const words =
    pool.kind === 'ROOT'
      ? t('inNetworks', { share })
      : pool.kind === 'POOL'
        ? t('onlineOf', { online: format.number(pool.online), size: bigNumber(format, pool.units), share })
        : t('usedOf', {
            used: format.number(pool.assigned + pool.reserved),
            size: bigNumber(format, pool.units),
            share,
          });
  return (
    <Meter
      label={`${t('used')}: ${pool.prefix}`}
      value={pool.usedPercent}
      max={100}
      text={words}
      warnAt={pool.kind === 'ROOT' ? 2 : 0.9}
    />
  );
}

function bigNumber(format: ReturnType<typeof useFormat>, units: string): string {
  return units.length <= 15 ? format.number(Number(units)) : units.replace(/\B(?=(\d{3})+$)/g, ' ');
}
