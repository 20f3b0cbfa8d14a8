import { Search } from 'lucide-react';
import { useDeferredValue } from 'react';
import {
  CodeText,
  EmptyState,
  EntityLink,
  ErrorState,
  FactList,
  FamilyTag,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  TextInput,
  useTexts,
} from '@demarc/ui';
import { useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { ApiTabs } from '../api-keys/api-tabs';
import { apiKeysTexts } from '../api-keys/api-keys-texts';
import { apiReferenceTexts } from './api-reference-texts';
import { type SchemaHit, searchSchema, type TypeEntry } from './introspection';
import { SchemaEntry } from './schema-entry';
import { useSchema } from './use-schema';

const MOST_SHOWN = 60;

export function SchemaScreen() {
  const t = useTexts(apiKeysTexts);
  return (
    <Guarded title={t('title')} needs={['identity.apiKey.view']}>
      <Schema />
    </Guarded>
  );
}

function Schema() {
  const keys = useTexts(apiKeysTexts);
  const [entry] = useUrlParam('entry');
  const { types, failure, retry } = useSchema();
  return (
    <Page title={keys('title')} description={keys('lead')}>
      <ApiTabs active="schema" />
      <Stack>
        {entry === null && <HowTo />}
        {failure && <ErrorState failure={failure} onRetry={retry} />}
        {!types && !failure && <Skeleton lines={10} />}
        {types && (entry === null ? <SchemaList types={types} /> : <SchemaEntry types={types} name={entry} />)}
      </Stack>
    </Page>
  );
}

function HowTo() {
  const t = useTexts(apiReferenceTexts);
  return (
    <Section title={t('endpoint')}>
      <FactList
        columns={2}
        facts={[
          { id: 'address', label: t('address'), value: <CodeText value={`${location.origin}/graphql`} /> },
          { id: 'method', label: t('method'), value: t('methodValue') },
          {
            id: 'auth',
            label: t('auth'),
            value: t('authValue'),
            help: <CodeText value="Authorization: Bearer dmk_…" />,
          },
          { id: 'repeat', label: t('repeat'), value: t('repeatValue') },
          { id: 'errors', label: t('errors'), value: t('errorsValue') },
          { id: 'values', label: t('values'), value: t('valuesValue') },
          { id: 'limits', label: t('limits'), value: t('limitsValue') },
        ]}
      />
    </Section>
  );
}

function SchemaList({ types }: { types: readonly TypeEntry[] }) {
  const t = useTexts(apiReferenceTexts);
  const [words, setWords] = useUrlParam('find');
  const hits = searchSchema(types, useDeferredValue(words ?? ''));
  const shown = hits.slice(0, MOST_SHOWN);
  return (
    <Section title={t('search')} description={t('searchHint')}>
      <Stack>
        <TextInput
          type="search"
          hideLabel
          label={t('search')}
          icon={<Search size={16} aria-hidden="true" />}
          value={words ?? ''}
          onChange={setWords}
        />
        <div role="status">
          <Text tone="secondary" size="small">
            {t('results', { count: hits.length })}
          </Text>
        </div>
        <SimpleTable
          label={t('search')}
          rows={shown}
          rowId={({ kind, name }) => `${kind} ${name}`}
          empty={<EmptyState compact title={t('none')} description={t('noneText')} />}
          columns={[
            { id: 'name', header: t('field'), cell: (hit) => <HitLink hit={hit} /> },
            { id: 'kind', header: t('typeHeader'), cell: (hit) => <HitKind kind={hit.kind} /> },
            { id: 'meaning', header: t('meaning'), cell: (hit) => <HitMeaning hit={hit} /> },
          ]}
        />
        {hits.length > shown.length && <Text tone="secondary">{t('more', { count: hits.length - shown.length })}</Text>}
      </Stack>
    </Section>
  );
}

function HitLink({ hit }: { hit: SchemaHit }) {
  const entry = hit.kind === 'type' ? hit.name : `${hit.kind}.${hit.name}`;
  return (
    <EntityLink href={`/setup/api/schema?entry=${entry}`}>
      <code>{hit.name}</code>
    </EntityLink>
  );
}

function HitKind({ kind }: { kind: SchemaHit['kind'] }) {
  const t = useTexts(apiReferenceTexts);
  const family = { query: 'info', mutation: 'attention', type: 'off' } as const;
  return (
    <FamilyTag family={family[kind]} quiet>
      {t(kind)}
    </FamilyTag>
  );
}

function HitMeaning({ hit }: { hit: SchemaHit }) {
  const t = useTexts(apiReferenceTexts);
  return (
    <>
      {hit.description}
      {hit.inside.length > 0 && (
        <Text as="span" tone="secondary" size="small">
          {' '}
          {t('has')} <code>{hit.inside.slice(0, 8).join(', ')}</code>
        </Text>
      )}
    </>
  );
}
