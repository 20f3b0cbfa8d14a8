import {
  BarChart,
  Columns,
  EmptyState,
  Money,
  Notice,
  NumberText,
  Section,
  SimpleTable,
  Stack,
  UiLink,
  useFormat,
  useTexts,
} from '@demarc/ui';
import type { Run } from './runs.graphql';
import { runTexts } from './run-texts';
import { wordOf } from './run-words';

/** Why the total differs from the run before, cause by cause, and what a person should look at. Each leads to its customers. */
export function RunCauses({ run }: { run: Run }) {
  const t = useTexts(runTexts);
  const unexplained = run.causes.some(({ cause }) => cause === 'unexplained');
  return (
    <Stack>
      {unexplained && (
        <Notice
          family="bad"
          title={t('unexplainedTitle')}
          action={<UiLink href={`/runs/${run.id}?f.cause=unexplained`}>{t('showCause')}</UiLink>}
        >
          {t('unexplainedText')}
        </Notice>
      )}
      <Columns min="lg">
        <Causes run={run} />
        <Flags run={run} />
      </Columns>
    </Stack>
  );
}

function Causes({ run }: { run: Run }) {
  const t = useTexts(runTexts);
  const format = useFormat();
  const [most] = run.causes;
  return (
    <Section title={t('causes')} flush={run.causes.length > 0}>
      <SimpleTable
        label={t('causes')}
        rows={run.causes}
        rowId={({ cause }) => cause}
        empty={<EmptyState compact title={t('noCauses')} />}
        columns={[
          {
            id: 'cause',
            header: t('cause'),
            cell: ({ cause }) => (
              <UiLink className="dm-link" href={`/runs/${run.id}?f.cause=${cause}`}>
                {wordOf(t, 'cause', cause)}
              </UiLink>
            ),
          },
          {
            id: 'customers',
            header: t('customers'),
            align: 'end',
            cell: ({ customers }) => <NumberText value={customers} />,
          },
          {
            id: 'difference',
            header: t('difference'),
            align: 'end',
            cell: ({ difference }) => <Money value={difference} signed />,
          },
        ]}
        footer={[t('causesSum'), '', <Money key="difference" value={run.difference} signed strong />]}
      />
      {most !== undefined && (
        <BarChart
          title={t('causesSentence', {
            cause: wordOf(t, 'cause', most.cause),
            amount: format.money(most.difference),
          })}
          categoryLabel={t('causesBy')}
          valueLabel={t('causesValue')}
          bars={run.causes.map(({ cause, difference }) => ({
            id: cause,
            label: wordOf(t, 'cause', cause),
            value: Number(difference.amount),
            text: format.money(difference),
            href: `/runs/${run.id}?f.cause=${cause}`,
          }))}
        />
      )}
    </Section>
  );
}

function Flags({ run }: { run: Run }) {
  const t = useTexts(runTexts);
  return (
    <Section title={t('flags')} flush={run.flags.length > 0}>
      <SimpleTable
        label={t('flags')}
        rows={run.flags}
        rowId={({ flag }) => flag}
        empty={<EmptyState compact title={t('noFlags')} />}
        columns={[
          {
            id: 'flag',
            header: t('flags'),
            cell: ({ flag }) => (
              <UiLink className="dm-link" href={`/runs/${run.id}?f.flag=${flag}`}>
                {wordOf(t, 'flag', flag)}
              </UiLink>
            ),
          },
          {
            id: 'customers',
            header: t('customers'),
            align: 'end',
            cell: ({ customers }) => <NumberText value={customers} />,
          },
        ]}
      />
    </Section>
  );
}
