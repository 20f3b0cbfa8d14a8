import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { Spark, useFormat, useTexts } from '@demarc/ui';
import { useApi } from '@demarc/web-kit';
import { RecentUsageDocument } from './sessions.graphql';
import { sessionsTexts } from './sessions-texts';
import { SparkStore } from './spark-store';

const Sparks = createContext<SparkStore | null>(null);

/** Around a list of sessions: their last hours are asked for together. */
export function SparkSource({ children }: { children: ReactNode }) {
  const api = useApi();
  const format = useFormat();
  const [store] = useState(
    () =>
      new SparkStore(
        async (serviceIds) =>
          (await api.graphql(RecentUsageDocument, { serviceIds: [...serviceIds], hours: 1 })).recentUsage,
        format.now,
      ),
  );
  return <Sparks.Provider value={store}>{children}</Sparks.Provider>;
}

const nothing = () => () => undefined;

/** Download of the last hour; the heading of a session's rates. */
export function SessionSpark({ serviceId }: { serviceId: string | null }) {
  const t = useTexts(sessionsTexts);
  const format = useFormat();
  const store = useContext(Sparks);
  const points = useSyncExternalStore(store?.subscribe ?? nothing, () =>
    serviceId === null ? undefined : store?.get(serviceId),
  );
  useEffect(() => {
    if (serviceId !== null) store?.want(serviceId);
  });
  const values = points?.map(({ downloadBps }) => downloadBps) ?? [];
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return '–';
  const rate = (bps: number) => format.rate(bps / 1_000);
  return (
    <Spark
      label={t('sparkSaid', { least: rate(Math.min(...known)), most: rate(Math.max(...known)) })}
      values={values}
    />
  );
}
