import { BarChart, EmptyState, Section, useFormat, useTexts } from '@demarc/ui';
import { homeTexts } from './home-texts';

interface CountBarsProps {
  readonly title: string;
  readonly category: string;
  readonly empty: string;
  readonly counts: readonly { readonly name: string; readonly count: number }[];
}

/** Counts by reason or name, as bars with a table twin. */
export function CountBars({ title, category, empty, counts }: CountBarsProps) {
  const t = useTexts(homeTexts);
  const format = useFormat();
  return (
    <Section title={title}>
      {counts.length === 0 ? (
        <EmptyState compact title={empty} />
      ) : (
        <BarChart
          title={category}
          categoryLabel={category}
          valueLabel={t('count')}
          bars={counts.map(({ name, count }) => ({
            id: name,
            label: inWords(name),
            value: count,
            text: format.number(count),
          }))}
        />
      )}
    </Section>
  );
}

/** `UNKNOWN_LOGIN` reads "Unknown login"; names of jobs (`billing.issue-run`) stay as they are. */
function inWords(code: string): string {
  if (!/^[A-Z0-9_]+$/.test(code)) return code;
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
