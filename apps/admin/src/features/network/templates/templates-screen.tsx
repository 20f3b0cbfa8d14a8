import { useState } from 'react';
import {
  Columns,
  ErrorState,
  Page,
  Section,
  SelectInput,
  SimpleTable,
  Skeleton,
  Text,
  TextInput,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { usePlaces } from '../use-places';
import { TemplateEditor } from './template-editor';
import { events, nasTypes } from './template-words';
import { type EventName, type NasTypeName, type ReplyTemplates, ReplyTemplatesDocument } from './templates.graphql';
import { templatesTexts } from './templates-texts';

/** What routers are answered, by NAS type, event and partner. */
export function TemplatesScreen() {
  const t = useTexts(templatesTexts);
  return (
    <Guarded title={t('title')} needs={['networking.template.view']}>
      <Templates />
    </Guarded>
  );
}

function Templates() {
  const t = useTexts(templatesTexts);
  const { partners } = usePlaces();
  const [nasTypeAsked, setNasType] = useUrlParam('type');
  const [eventAsked, setEvent] = useUrlParam('event');
  const [partnerAsked, setPartner] = useUrlParam('partner');
  const { data, failure, retry } = useApiQuery(ReplyTemplatesDocument, {});
  const found = data?.replyTemplates;
  const nasType = nasTypes.find((one) => one === nasTypeAsked) ?? mostUsed(found);
  const event = events.find((one) => one === eventAsked) ?? 'ACCEPT';
  const partnerId = partners.find(({ value }) => value === partnerAsked)?.value ?? null;
  return (
    <Page title={t('title')} description={t('lead')}>
      <Columns min="sm" gap="sm">
        <SelectInput
          label={t('nasType')}
          value={nasType}
          onChange={setNasType}
          choices={nasTypes.map((value) => ({ value, label: nameOf(value, t(value), found, t) }))}
        />
        <SelectInput
          label={t('event')}
          value={event}
          onChange={setEvent}
          choices={events.map((value) => ({ value, label: `${t(value)}${marked(found, nasType, value)}` }))}
        />
        {partners.length > 1 && (
          <SelectInput
            label={t('partner')}
            value={partnerId ?? ''}
            onChange={(id) => setPartner(id === '' ? null : id)}
            emptyLabel={t('everybody')}
            optional
            choices={partners}
          />
        )}
      </Columns>
      {found === undefined && failure !== null && <ErrorState failure={failure} onRetry={retry} />}
      {found === undefined && failure === null && <Skeleton lines={12} />}
      {found !== undefined && (
        <>
          <TemplateEditor
            key={keyOf(found, nasType, event, partnerId)}
            templates={found}
            place={{ nasType, event, partnerId }}
          />
          <Variables variables={found.variables} />
        </>
      )}
    </Page>
  );
}

/** The make that most routers are of: what an operator comes to look at. */
function mostUsed(found: ReplyTemplates | undefined): NasTypeName {
  const [most] = [...(found?.routers ?? [])].sort((a, b) => b.count - a.count);
  return most?.nasType ?? 'MIKROTIK';
}

function nameOf(
  value: NasTypeName,
  name: string,
  found: ReplyTemplates | undefined,
  t: ReturnType<typeof useTexts<(typeof templatesTexts)['entries']>>,
): string {
  const count = found?.routers.find(({ nasType }) => nasType === value)?.count ?? 0;
  return count === 0 ? name : t('withRouters', { name, count });
}

function marked(found: ReplyTemplates | undefined, nasType: NasTypeName, event: EventName): string {
  return found?.own.some((own) => own.nasType === nasType && own.event === event) === true ? ' •' : '';
}

function keyOf(found: ReplyTemplates, nasType: NasTypeName, event: EventName, partnerId: string | null): string {
  const own = found.own.find((one) => one.nasType === nasType && one.event === event && one.partnerId === partnerId);
  return `${nasType}:${event}:${partnerId ?? ''}:${own?.revision ?? 0}`;
}

function Variables({ variables }: { variables: ReplyTemplates['variables'] }) {
  const t = useTexts(templatesTexts);
  const [sought, setSought] = useState('');
  const word = sought.trim().toLowerCase();
  const rows = variables.filter(({ path, sentence }) => `${path} ${sentence}`.toLowerCase().includes(word));
  return (
    <Section title={t('variables')}>
      <TextInput label={t('findVariable')} value={sought} onChange={setSought} optional />
      <SimpleTable
        label={t('variables')}
        rows={rows}
        rowId={({ path }) => path}
        empty={<Text tone="secondary">{t('noVariable')}</Text>}
        columns={[
          { id: 'path', header: t('variable'), cell: ({ path }) => <code>{`{{ ${path} }}`}</code> },
          { id: 'sentence', header: t('meaning'), cell: ({ sentence }) => sentence },
        ]}
      />
    </Section>
  );
}
