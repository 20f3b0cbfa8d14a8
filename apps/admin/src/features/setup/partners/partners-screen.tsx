import { Plus } from 'lucide-react';
import {
  Button,
  DateTimeText,
  EmptyState,
  ErrorState,
  FamilyTag,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  useTexts,
  withoutZeros,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { OpenRow } from '../open-row';
import { PartnerPanel } from './partner-panel';
import { PartnersDocument } from './partners.graphql';
import { partnersTexts } from './partners-texts';

export function PartnersScreen() {
  const t = useTexts(partnersTexts);
  return (
    <Guarded title={t('title')} needs={['crm.partner.view']}>
      <Partners />
    </Guarded>
  );
}

function Partners() {
  const t = useTexts(partnersTexts);
  const { can } = useSession();
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const { data, status, failure, retry } = useApiQuery(PartnersDocument, {});
  const may = can('crm.partner.manage');
  const create = may && (
    <Button tone="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setPanel('new')}>
      {t('create')}
    </Button>
  );
  const open = data?.partners.find(({ id }) => id === panel);
  return (
    <Page title={t('title')} description={t('lead')} actions={create}>
      {status === 'loading' && <Skeleton lines={5} />}
      {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
      {data && (
        <Section flush>
          <SimpleTable
            label={t('title')}
            rows={data.partners}
            rowId={({ id }) => id}
            empty={<EmptyState title={t('emptyTitle')} description={t('emptyText')} action={create} />}
            columns={[
              {
                id: 'name',
                header: t('name'),
                cell: (partner) => <OpenRow onOpen={() => setPanel(partner.id)}>{partner.name}</OpenRow>,
              },
              { id: 'legal', header: t('legalName'), cell: ({ legal }) => legal.legalName ?? '–' },
              { id: 'city', header: t('city'), cell: ({ legal }) => legal.city ?? '–' },
              {
                id: 'percent',
                header: t('percent'),
                align: 'end',
                cell: ({ percent }) => `${withoutZeros(percent)} %`,
              },
              {
                id: 'state',
                header: t('state'),
                cell: ({ active }) => (
                  <FamilyTag family={active ? 'good' : 'off'} quiet>
                    {active ? t('active') : t('inactive')}
                  </FamilyTag>
                ),
              },
              { id: 'since', header: t('since'), cell: ({ createdAt }) => <DateTimeText value={createdAt} /> },
            ]}
          />
        </Section>
      )}
      {panel === 'new' && may && <PartnerPanel partner={null} may onClose={() => setPanel(null)} />}
      {open && <PartnerPanel key={open.id} partner={open} may={may} onClose={() => setPanel(null)} />}
    </Page>
  );
}
