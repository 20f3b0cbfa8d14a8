import {
  BytesText,
  DateText,
  DateTimeText,
  EmptyState,
  ErrorState,
  FactList,
  Money,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { lazy, Suspense } from 'react';
import { PlanDocument } from './plan.graphql';
import { OwnService } from './own-service';
import { ServiceState } from './service-state';
import { planTexts } from './plan-texts';

const OwnData = lazy(async () => ({ default: (await import('./own-data')).OwnData }));
const OwnServices = lazy(async () => ({ default: (await import('./own-services')).OwnServices }));
const OwnUsage = lazy(async () => ({ default: (await import('./own-usage')).OwnUsage }));

type Me = ResultOf<typeof PlanDocument>['me'];

export function PlanScreen() {
  const t = useTexts(planTexts);
  const { data, status, failure, retry } = useApiQuery(PlanDocument, {});
  if (status === 'failed' && failure) return <ErrorState failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={8} />;
  return (
    <Page title={t('title')}>
      <Services me={data.me} />
      <Suspense fallback={null}>
        <OwnData />
        <OwnServices services={data.me.services} />
      </Suspense>
      <Online me={data.me} />
      <Suspense fallback={<Skeleton lines={5} />}>
        <OwnUsage />
      </Suspense>
    </Page>
  );
}

function Services({ me }: { me: Me }) {
  const t = useTexts(planTexts);
  const current = me.services.filter((service) => service.status !== 'ARCHIVED');
  return (
    <Section title={t('services')} flush>
      <SimpleTable
        label={t('services')}
        rows={current}
        rowId={(service) => service.id}
        empty={<EmptyState compact title={t('noServices')} />}
        columns={[
          { id: 'service', header: t('service'), cell: (service) => <OwnService service={service} /> },
          { id: 'state', header: t('state'), cell: (service) => <ServiceState status={service.status} /> },
          { id: 'since', header: t('since'), cell: (service) => <DateText value={service.startsOn} /> },
          {
            id: 'billed',
            header: t('billedTo'),
            cell: (service) => (service.chargedThrough ? <DateText value={service.chargedThrough} /> : '–'),
          },
          { id: 'price', header: t('price'), align: 'end', cell: (service) => <Price service={service} /> },
        ]}
      />
    </Section>
  );
}

function Price({ service }: { service: Me['services'][number] }) {
  const t = useTexts(planTexts);
  const format = useFormat();
  if (service.unitPrice === null) return '–';
  const price = { amount: service.unitPrice, currency: service.currency };
  const isOne = /^1(\.0+)?$/.test(service.quantity);
  return (
    <span>
      {isOne ? <Money value={price} /> : t('times', { count: Number(service.quantity), price: format.money(price) })}{' '}
      <Text tone="secondary" size="small">
        {service.taxInclusive ? t('withTax') : t('withoutTax')}
      </Text>
    </span>
  );
}

function Online({ me }: { me: Me }) {
  const t = useTexts(planTexts);
  const sessions = me.onlineSessions.nodes;
  return (
    <Section title={t('online')}>
      {sessions.length === 0 ? (
        <Text tone="secondary">{t('offline')}</Text>
      ) : (
        <FactList
          columns={1}
          facts={sessions.map((session) => ({
            id: session.key,
            label: session.ipv4 ?? t('online'),
            value: (
              <>
                <DateTimeText value={session.startedAt} /> · <BytesText value={session.downloadOctets} />
              </>
            ),
          }))}
        />
      )}
    </Section>
  );
}
