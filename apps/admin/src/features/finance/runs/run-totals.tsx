import { Money, NumberText, Section, SimpleTable, Tabs, useTexts } from '@demarc/ui';
import { useUrlParam } from '@demarc/web-kit';
import { usePartners } from '../use-partners';
import type { Run } from './runs.graphql';
import { runTexts } from './run-texts';

const views = ['byTax', 'byPartner', 'byCurrency'] as const;

/** The planned invoices summed by tax, by partner and by currency. */
export function RunTotals({ run }: { run: Run }) {
  const t = useTexts(runTexts);
  const partners = usePartners();
  const [asked] = useUrlParam('totals');
  const view = views.find((one) => one === asked) ?? 'byTax';
  const nameOf = (key: string) => {
    if (view === 'byPartner') return partners.find(({ id }) => id === key)?.name ?? '–';
    if (view === 'byCurrency') return key;
    const [name = '', percent = ''] = key.split('|');
    return name === '' ? t('noTax') : `${name} ${Number(percent)} %`;
  };
  return (
    <Section title={t('totals')} flush>
      <Tabs
        label={t('totals')}
        active={view}
        tabs={views.map((id) => ({ id, label: t(id), href: `/runs/${run.id}?totals=${id}` }))}
      />
      <SimpleTable
        label={t(view)}
        rows={run[view]}
        rowId={({ key }) => key}
        columns={[
          { id: 'key', header: t(view), cell: ({ key }) => nameOf(key) },
          {
            id: 'invoices',
            header: t('totalsInvoices'),
            align: 'end',
            cell: ({ invoices }) => <NumberText value={invoices} />,
          },
          { id: 'net', header: t('net'), align: 'end', cell: ({ net }) => <Money value={net} /> },
          { id: 'tax', header: t('tax'), align: 'end', cell: ({ tax }) => <Money value={tax} /> },
          { id: 'gross', header: t('gross'), align: 'end', cell: ({ gross }) => <Money value={gross} /> },
        ]}
      />
    </Section>
  );
}
