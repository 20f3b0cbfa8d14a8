import { useState } from 'react';
import {
  BarChart,
  Columns,
  EmptyState,
  EntityLink,
  ErrorState,
  Figure,
  Meter,
  Money,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { runTexts } from '../runs/run-texts';
import { wordOf } from '../runs/run-words';
import { ImagineForm } from './imagine-form';
import { type Imagination, ImaginationDocument } from './imagine.graphql';
import { imagineTexts } from './imagine-texts';

const shown = 50;

/** A month imagined with other prices, taxes or rules: the total, what makes the difference, and for whom. */
export function ImagineScreen() {
  const t = useTexts(imagineTexts);
  return (
    <Guarded title={t('title')} needs={['billing.run.imagine']}>
      <Imagining />
    </Guarded>
  );
}

function Imagining() {
  const t = useTexts(imagineTexts);
  const [id, setId] = useUrlParam('id', { push: true });
  return (
    <Page title={t('title')}>
      <Text tone="secondary">{t('text')}</Text>
      <ImagineForm onImagined={setId} />
      {id === null ? (
        <Section title={t('difference')}>
          <EmptyState compact title={t('yet')} description={t('yetText')} />
        </Section>
      ) : (
        <Imagined key={id} id={id} />
      )}
    </Page>
  );
}

function Imagined({ id }: { id: string }) {
  const t = useTexts(imagineTexts);
  const [done, setDone] = useState(false);
  const { data, failure, retry } = useApiQuery(
    ImaginationDocument,
    { id, first: shown },
    done ? {} : { refetchEveryMs: 1_000 },
  );
  if (data === undefined && failure !== null) return <ErrorState failure={failure} onRetry={retry} />;
  if (data === undefined) return <Skeleton lines={6} />;
  const { imagination } = data;
  if (imagination.isDone && !done) setDone(true);
  return (
    <Stack>
      {!imagination.isDone && (
        <Meter
          label={t('working')}
          value={imagination.accounts}
          max={imagination.ofAccounts}
          text={t('progress', { done: imagination.accounts, all: imagination.ofAccounts })}
          showLabel
        />
      )}
      <Columns min="sm">
        <Figure label={t('asItIs')} value={<Money value={imagination.asItIs} />} />
        <Figure label={t('imagined')} value={<Money value={imagination.imagined} />} />
        <Figure
          label={t('difference')}
          value={<Money value={imagination.difference} signed />}
          hint={t('changed', { count: imagination.changed })}
        />
      </Columns>
      <Columns min="lg">
        <Causes imagination={imagination} />
        <Customers imagination={imagination} />
      </Columns>
    </Stack>
  );
}

function Causes({ imagination }: { imagination: Imagination }) {
  const t = useTexts(imagineTexts);
  const words = useTexts(runTexts);
  const format = useFormat();
  return (
    <Section title={t('causes')}>
      <BarChart
        title={t('causesSentence', { amount: format.money(imagination.difference) })}
        categoryLabel={t('why')}
        valueLabel={t('difference')}
        empty={<EmptyState compact title={t('nobody')} />}
        bars={imagination.causes.map(({ cause, difference }) => ({
          id: cause,
          label: wordOf(words, 'cause', cause),
          value: Math.abs(Number(difference.amount)),
          text: format.money(difference),
        }))}
      />
    </Section>
  );
}

function Customers({ imagination }: { imagination: Imagination }) {
  const t = useTexts(imagineTexts);
  const words = useTexts(runTexts);
  return (
    <Section title={t('customers')} flush>
      <SimpleTable
        label={t('customers')}
        rows={imagination.customers.nodes}
        rowId={({ customerId }) => customerId}
        empty={<EmptyState compact title={t('nobody')} />}
        columns={[
          {
            id: 'customer',
            header: t('customer'),
            cell: ({ customer }) =>
              customer === null ? (
                '–'
              ) : (
                <EntityLink href={`/customers/${customer.id}`} number={`#${customer.number}`}>
                  {customer.name}
                </EntityLink>
              ),
          },
          { id: 'asItIs', header: t('asItIs'), align: 'end', cell: ({ asItIs }) => <Money value={asItIs} /> },
          { id: 'imagined', header: t('imagined'), align: 'end', cell: ({ imagined }) => <Money value={imagined} /> },
          {
            id: 'difference',
            header: t('difference'),
            align: 'end',
            cell: ({ difference }) => <Money value={difference} signed />,
          },
          {
            id: 'why',
            header: t('why'),
            cell: ({ causes }) => causes.map(({ cause }) => wordOf(words, 'cause', cause)).join(', '),
          },
        ]}
      />
    </Section>
  );
}
