import { useState } from 'react';
import { Columns, Notice, Section, SelectInput, Text, TextInput, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { useLater } from '../corrections/use-later';
import { NextNumbersDocument } from './template.graphql';
import { templateTexts } from './template-texts';

const series = ['INVOICE', 'ONE_TIME_INVOICE', 'CREDIT_NOTE', 'PROFORMA', 'RECEIPT', 'DEPOSIT', 'STATEMENT'] as const;
type Series = (typeof series)[number];

/** What a number pattern would give next, before anybody saves it. */
export function NumberTrial({ partnerId }: { partnerId: string | null }) {
  const t = useTexts(templateTexts);
  const { can } = useSession();
  const [chosen, setChosen] = useState<Series>('INVOICE');
  const [pattern, setPattern] = useState('INV-{year}-{next|6}');
  const asked = useLater({ series: chosen, pattern, partnerId });
  const { data } = useApiQuery(NextNumbersDocument, asked, {
    enabled: can('billing.policy.view') && asked.pattern !== '',
    keepPrevious: true,
  });
  if (!can('billing.policy.view')) return null;
  const { numbers = [], fault = null } = data?.nextNumbers ?? {};
  return (
    <Section title={t('numbers')}>
      <Text tone="secondary">{t('numbersHelp')}</Text>
      <Columns min="sm" gap="sm">
        <SelectInput
          label={t('series')}
          value={chosen}
          onChange={(value) => setChosen(series.find((one) => one === value) ?? 'INVOICE')}
          choices={series.map((value) => ({ value, label: t(value) }))}
        />
        <TextInput
          label={t('pattern')}
          description={t('patternHelp')}
          value={pattern}
          onChange={setPattern}
          error={fault}
        />
      </Columns>
      {fault === null && numbers.length === 2 && (
        <Notice family="info">{t('next', { first: numbers[0] ?? '', second: numbers[1] ?? '' })}</Notice>
      )}
    </Section>
  );
}
