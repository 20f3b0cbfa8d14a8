import {
  Button,
  CodeText,
  EmptyState,
  EntityLink,
  ErrorState,
  FamilyTag,
  Section,
  showToast,
  SidePanel,
  SimpleTable,
  Skeleton,
  Stack,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { PutOnSectorDocument, type Sector, SectorServicesDocument } from './sites.graphql';
import { sitesTexts } from './sites-texts';

type Service = ResultOf<typeof SectorServicesDocument>['sectorServices'][number];

/** Who is on a sector, and who could be put on it. */
export function SectorServices({ sector, onClose }: { sector: Sector; onClose: () => void }) {
  const t = useTexts(sitesTexts);
  const { can } = useSession();
  const put = useMutationCommand(PutOnSectorDocument, {
    onDone: ({ putOnSector }) => showToast({ message: t('moved', { count: putOnSector }) }),
  });
  const may = can('networking.site.manage');
  const move = (serviceId: string, sectorId: string | null) => void put.run({ sectorId, serviceIds: [serviceId] });
  return (
    <SidePanel title={sector.name} onClose={onClose} size="lg">
      <Stack>
        {put.failure && <ErrorState compact failure={put.failure} />}
        <Services
          title={t('onIt', { name: sector.name })}
          variables={{ sectorId: sector.id }}
          verb="take"
          {...(may ? { onMove: (id: string) => move(id, null) } : {})}
        />
        {may && (
          <Services
            title={t('notOnAny')}
            variables={{ sectorId: null, routerId: sector.routerId }}
            verb="put"
            onMove={(id) => move(id, sector.id)}
          />
        )}
      </Stack>
    </SidePanel>
  );
}

interface ServicesProps {
  readonly title: string;
  readonly variables: { readonly sectorId: string | null; readonly routerId?: string | null };
  readonly verb: 'put' | 'take';
  readonly onMove?: (serviceId: string) => void;
}

function Services({ title, variables, verb, onMove }: ServicesProps) {
  const t = useTexts(sitesTexts);
  const { data, failure, retry } = useApiQuery(SectorServicesDocument, variables);
  const name = ({ login, customerName }: Service): string => login ?? customerName;
  return (
    <Section title={title} level={3} flush>
      {failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {!data && !failure && <Skeleton lines={3} />}
      {data && (
        <SimpleTable
          label={title}
          rows={data.sectorServices}
          rowId={({ serviceId }) => serviceId}
          empty={<EmptyState compact title={t('noServices')} />}
          columns={[
            {
              id: 'customer',
              header: t('customer'),
              cell: ({ customerId, customerName }) => (
                <EntityLink href={`/customers/${customerId}?tab=network`}>{customerName}</EntityLink>
              ),
            },
            {
              id: 'login',
              header: t('login'),
              cell: ({ login }) => (login === null ? '–' : <CodeText value={login} />),
            },
            {
              id: 'online',
              header: t('do'),
              align: 'end',
              cell: (row) => (
                <>
                  <FamilyTag family={row.isOnline ? 'good' : 'off'} quiet>
                    {row.isOnline ? t('isOnline') : t('isOffline')}
                  </FamilyTag>{' '}
                  {onMove && (
                    <Button
                      size="small"
                      aria-label={t(`${verb}Of`, { name: name(row) })}
                      onClick={() => onMove(row.serviceId)}
                    >
                      {t(verb)}
                    </Button>
                  )}
                </>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
