import { EmptyState, FamilyTag, NumberText, RelativeTime, Section, SimpleTable, useTexts } from '@demarc/ui';
import { suspensionTexts } from './suspension-texts';
import type { Batch } from './suspensions.graphql';

type Router = NonNullable<Batch['routers']>[number];
type State = Router['state'];

const families = {
  ANSWERS: 'good',
  REFUSES: 'bad',
  SILENT: 'bad',
  UNTESTED: 'off',
  NOT_WRITTEN: 'bad',
} as const satisfies Record<State, string>;

/** Will the routers do as told? Each by its last answer, those with most customers of the list first. */
export function RouterReadiness({ routers }: { routers: readonly Router[] }) {
  const t = useTexts(suspensionTexts);
  const silent = routers.filter(({ state }) => state === 'SILENT' || state === 'REFUSES' || state === 'NOT_WRITTEN');
  const waiting = silent.reduce((sum, { customers }) => sum + customers, 0);
  return (
    <Section
      title={t('routers')}
      description={
        routers.length === 0
          ? undefined
          : silent.length === 0
            ? t('routersReady')
            : t('routersNotReady', { count: waiting, routers: silent.map(({ name }) => name).join(', ') })
      }
      flush={routers.length > 0}
    >
      <SimpleTable
        label={t('routers')}
        rows={routers}
        rowId={({ routerId }) => routerId}
        empty={<EmptyState compact title={t('routersNone')} description={t('routersNoneText')} />}
        columns={[
          { id: 'name', header: t('router'), cell: ({ name }) => name },
          {
            id: 'state',
            header: t('routerState'),
            cell: ({ state }) => (
              <FamilyTag family={families[state]} quiet>
                {t(`router_${state}`)}
              </FamilyTag>
            ),
          },
          {
            id: 'answered',
            header: t('routerAnswered'),
            cell: ({ answeredAt }) => (answeredAt === null ? '–' : <RelativeTime value={answeredAt} />),
          },
          {
            id: 'seen',
            header: t('routerSeen'),
            cell: ({ lastSeenAt }) => (lastSeenAt === null ? '–' : <RelativeTime value={lastSeenAt} />),
          },
          {
            id: 'customers',
            header: t('routerCustomers'),
            align: 'end',
            cell: ({ customers }) => <NumberText value={customers} />,
          },
        ]}
      />
    </Section>
  );
}
