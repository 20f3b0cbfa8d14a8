import { useState } from 'react';
import {
  Button,
  CodeBlock,
  Columns,
  EmptyState,
  ErrorState,
  type Failure,
  Page,
  Row,
  Section,
  Stack,
  Text,
  TextAreaInput,
  useTexts,
} from '@demarc/ui';
import { asFailure, useApi, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { apiKeysTexts } from '../api-keys/api-keys-texts';
import { ApiTabs } from '../api-keys/api-tabs';
import { apiReferenceTexts } from './api-reference-texts';

const firstQuery = `query {
  operator {
    name
    currency
    timeZone
  }
}`;

export function TryQueryScreen() {
  const t = useTexts(apiKeysTexts);
  return (
    <Guarded title={t('title')} needs={['identity.apiKey.view']}>
      <TryQuery />
    </Guarded>
  );
}

type Answer =
  | { readonly kind: 'none' }
  | { readonly kind: 'running' }
  | { readonly kind: 'given'; readonly text: string; readonly ms: number }
  | { readonly kind: 'refused'; readonly failure: Failure };

/** A small box, for the first steps; programs that explore have their own tools and a key. */
function TryQuery() {
  const keys = useTexts(apiKeysTexts);
  const t = useTexts(apiReferenceTexts);
  const api = useApi();
  const [query, setQuery] = useUrlParam('query');
  const [variables, setVariables] = useState('');
  const [answer, setAnswer] = useState<Answer>({ kind: 'none' });
  const text = query ?? firstQuery;
  const changes = /\b(mutation|subscription)\b/.test(withoutStrings(text));
  const parsed = readVariables(variables);
  const run = async () => {
    setAnswer({ kind: 'running' });
    const started = performance.now();
    try {
      const body = await api.rest('POST', '/graphql', { query: text, variables: parsed });
      setAnswer({ kind: 'given', text: JSON.stringify(body, null, 2), ms: Math.round(performance.now() - started) });
    } catch (error) {
      const failure = asFailure(error);
      if (failure) setAnswer({ kind: 'refused', failure });
    }
  };
  return (
    <Page title={keys('title')} description={keys('lead')}>
      <ApiTabs active="try" />
      <Columns min="lg">
        <Section title={t('queryLabel')} description={t('tryLead')}>
          <Stack>
            <TextAreaInput hideLabel label={t('queryLabel')} value={text} onChange={setQuery} rows={14} mono />
            <TextAreaInput
              label={t('variablesLabel')}
              value={variables}
              onChange={setVariables}
              rows={3}
              mono
              optional
              error={parsed === undefined ? t('badVariables') : null}
            />
            <Row>
              <Button
                tone="primary"
                busy={answer.kind === 'running'}
                refusal={changes ? t('onlyQueries') : parsed === undefined ? t('badVariables') : null}
                onClick={() => void run()}
              >
                {t('run')}
              </Button>
              {changes && (
                <Text tone="danger" as="span">
                  {t('onlyQueries')}
                </Text>
              )}
            </Row>
          </Stack>
        </Section>
        <Section title={t('answer')}>
          <div role="status">
            {(answer.kind === 'none' || answer.kind === 'running') && <EmptyState compact title={t('noAnswer')} />}
            {answer.kind === 'refused' && <ErrorState compact failure={answer.failure} />}
            {answer.kind === 'given' && <CodeBlock label={t('took', { ms: answer.ms })} text={answer.text} />}
          </div>
        </Section>
      </Columns>
    </Page>
  );
}

function withoutStrings(query: string): string {
  return query.replaceAll(/"""[\s\S]*?"""|"(?:\\.|[^"\\])*"|#[^\n]*/g, '');
}

function readVariables(text: string): object | undefined {
  if (text.trim() === '') return {};
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}
