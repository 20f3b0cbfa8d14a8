import { BarChart, Columns, EmptyState, Money, NumberText, Section, useFormat, useTexts } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import { homeTexts } from './home-texts';
import type { HomeManagerDocument } from './home.graphql';
import { LinkedFigure } from './linked-figure';
import { Percent, ReportLink } from './report-link';

type Growth = ResultOf<typeof HomeManagerDocument>['homeManager']['growth'];
type Month = Growth[number];
const report = { href: '/reports/mrr', needs: 'reporting.report.view' } as const;

/** This month beside the last: revenue that comes again, who came and went, and what moved it. */
export function GrowthPart({ growth }: { growth: Growth }) {
  const [before, now] = growth;
  if (before === undefined || now === undefined) return null;
  return (
    <>
      <Figures before={before} now={now} />
      <Moves moves={now.moves} />
    </>
  );
}

function Figures({ before, now }: { before: Month; now: Month }) {
  const t = useTexts(homeTexts);
  const format = useFormat();
  return (
    <Columns min="sm">
      <LinkedFigure
        {...report}
        label={t('mrr')}
        value={<Money value={now.recurring} />}
        hint={t('mrrBefore', { amount: format.money(before.recurring) })}
      />
      <LinkedFigure
        {...report}
        label={t('netAdds')}
        value={<NumberText value={now.won - now.lost} />}
        hint={t('netAddsHint', {
          won: format.number(now.won),
          lost: format.number(now.lost),
          before: format.number(before.won - before.lost),
        })}
      />
      <LinkedFigure
        {...report}
        label={t('arpu')}
        value={<Money value={now.arpu} />}
        hint={t('arpuHint', { amount: format.money(before.arpu) })}
      />
      <LinkedFigure
        {...report}
        label={t('churn')}
        value={<Percent value={now.churnPercent} />}
        hint={
          before.churnPercent === null
            ? t('churnNone')
            : t('churnHint', { percent: format.decimal(before.churnPercent) })
        }
      />
      <LinkedFigure
        href="/reports/collected"
        needs="reporting.report.view"
        label={t('collected')}
        value={<Percent value={now.collectedPercent} />}
        hint={
          before.collectedPercent === null
            ? t('collectedNone')
            : t('collectedHint', { percent: format.decimal(before.collectedPercent) })
        }
      />
    </Columns>
  );
}

const words = {
  new: 'move_new',
  reactivation: 'move_reactivation',
  expansion: 'move_expansion',
  contraction: 'move_contraction',
  churn: 'move_churn',
} as const;

function Moves({ moves }: { moves: Month['moves'] }) {
  const t = useTexts(homeTexts);
  const format = useFormat();
  const some = moves.some(({ amount }) => /[1-9]/.test(amount.amount));
  return (
    <Section title={t('movement')} actions={<ReportLink href="/reports/mrr" />}>
      {some ? (
        <BarChart
          title={t('movementMonth')}
          categoryLabel={t('movement')}
          valueLabel={t('amount')}
          bars={moves.map(({ kind, amount }) => ({
            id: kind,
            label: kind in words ? t(words[kind as keyof typeof words]) : kind,
            // Only the length of the bar; what is written is the server's decimal.
            value: Math.abs(Number(amount.amount)),
            text: format.money(amount),
          }))}
        />
      ) : (
        <EmptyState compact title={t('noMovement')} />
      )}
    </Section>
  );
}
