import { Columns, EmptyState, Money, NumberText, Section, SimpleTable, UiLink, useTexts } from '@demarc/ui';
import type { Run } from './runs.graphql';
import { runTexts } from './run-texts';
import { wordOf } from './run-words';

/** Why the total differs from the last invoices, cause by cause, and what a person should look at. Each leads to its customers. */
export function RunCauses({ run }: { run: Run }) {
  const t = useTexts(runTexts);
  return (
    <Columns min="lg">
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
      </Section>
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
    </Columns>
  );
}
