import { Columns, Figure, Money, NumberText, useFormat, useTexts } from '@demarc/ui';
import type { Run } from './runs.graphql';
import { runTexts } from './run-texts';

export function RunFigures({ run }: { run: Run }) {
  const t = useTexts(runTexts);
  const format = useFormat();
  return (
    <Columns min="sm">
      <Figure
        label={t('thisRun')}
        value={<Money value={run.gross} />}
        hint={t('netTax', { net: format.money(run.net), tax: format.money(run.tax) })}
      />
      <Figure
        label={t('planned')}
        value={<NumberText value={run.planned} />}
        hint={[
          t('accounts', { count: run.accounts }),
          ...(run.held > 0 ? [t('heldHint', { count: run.held })] : []),
        ].join(' · ')}
      />
      <Figure
        label={run.baseOn === null ? t('lastRun') : t('lastRunOf', { date: format.day(run.baseOn) })}
        value={<Money value={run.lastGross} />}
      />
      <Figure label={t('difference')} value={<Money value={run.difference} signed />} />
    </Columns>
  );
}
