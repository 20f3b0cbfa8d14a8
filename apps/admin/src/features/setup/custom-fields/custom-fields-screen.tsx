import { Plus } from 'lucide-react';
import {
  Button,
  CodeText,
  EmptyState,
  ErrorState,
  FamilyTag,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  Tabs,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { OpenRow } from '../open-row';
import { CustomFieldPanel } from './custom-field-panel';
import { CustomFieldsDocument } from './custom-fields.graphql';
import { fieldEntities } from './field-entities';
import { customFieldsTexts } from './custom-fields-texts';

export function CustomFieldsScreen() {
  const t = useTexts(customFieldsTexts);
  return (
    <Guarded title={t('title')} needs={['crm.customField.manage']}>
      <CustomFields />
    </Guarded>
  );
}

function CustomFields() {
  const t = useTexts(customFieldsTexts);
  const [tab] = useUrlParam('of');
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const { data, status, failure, retry } = useApiQuery(CustomFieldsDocument, {});
  const entity = fieldEntities.find((one) => one.toLowerCase() === tab) ?? 'CUSTOMER';
  const all = data?.customFields ?? [];
  const rows = all.filter((field) => field.entity === entity).sort((one, other) => one.position - other.position);
  const open = all.find(({ id }) => id === panel) ?? null;
  const create = (
    <Button tone="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setPanel('new')}>
      {t('create')}
    </Button>
  );
  return (
    <Page title={t('title')} description={t('lead')} actions={create}>
      <Tabs
        label={t('tabs')}
        active={entity}
        tabs={fieldEntities.map((one) => ({
          id: one,
          label: t(one),
          href: `/setup/custom-fields?of=${one.toLowerCase()}`,
          count: all.filter((field) => field.entity === one).length,
        }))}
      />
      {status === 'loading' && <Skeleton lines={5} />}
      {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
      {data && (
        <Section flush>
          <SimpleTable
            label={t(entity)}
            rows={rows}
            rowId={({ id }) => id}
            empty={<EmptyState title={t('emptyTitle')} description={t('emptyText')} action={create} />}
            columns={[
              {
                id: 'title',
                header: t('fieldTitle'),
                cell: (field) => <OpenRow onOpen={() => setPanel(field.id)}>{field.title}</OpenRow>,
              },
              { id: 'name', header: t('name'), cell: (field) => <CodeText value={field.name} /> },
              { id: 'type', header: t('type'), cell: (field) => typeWords(t(field.type), field.options) },
              {
                id: 'required',
                header: t('required'),
                cell: (field) => (field.required ? t('requiredWord') : t('optionalWord')),
              },
              { id: 'portal', header: t('portal'), cell: (field) => t(field.portal) },
              {
                id: 'state',
                header: t('state'),
                cell: (field) => (
                  <FamilyTag family={field.archived ? 'off' : 'good'} quiet>
                    {field.archived ? t('archived') : t('inUse')}
                  </FamilyTag>
                ),
              },
            ]}
          />
        </Section>
      )}
      {(panel === 'new' || open !== null) && (
        <CustomFieldPanel key={panel} entity={entity} field={open} onClose={() => setPanel(null)} />
      )}
    </Page>
  );
}

function typeWords(type: string, options: readonly string[]): string {
  return options.length === 0 ? type : `${type}: ${options.join(', ')}`;
}
