import type { Formatters, TextOf, TimelineEntry } from '@demarc/ui';
import type { suspensionTexts } from './suspension-texts';
import type { Batch } from './suspensions.graphql';
import { approvedBy, madeBy } from './who';

type Say = TextOf<typeof suspensionTexts.entries>;

/** What happened with a list, newest first; each step once, with who did it and why. */
export function batchHistory(batch: Batch, t: Say, format: Pick<Formatters, 'instant'>): readonly TimelineEntry[] {
  const steps: (TimelineEntry | null)[] = [
    batch.rolledBackAt === null
      ? null
      : {
          id: 'rolled-back',
          at: batch.rolledBackAt,
          title: t('stepRolledBack'),
          detail: batch.rolledBackReason ?? undefined,
          ...by(batch.rolledBackBy),
          family: 'info',
        },
    batch.appliedAt === null
      ? null
      : {
          id: 'applied',
          at: batch.appliedAt,
          title: t(batch.rolledBackAt === null ? 'stepApplied' : 'stepAppliedOnce', { count: batch.suspended }),
          family: 'good',
        },
    batch.haltedAt === null
      ? null
      : {
          id: 'halted',
          at: batch.haltedAt,
          title: t('stepHalted'),
          detail: batch.haltedReason ?? undefined,
          by: batch.haltedByItself ? t('byItself') : (batch.haltedBy ?? ''),
          family: 'bad',
        },
    batch.approvedAt === null
      ? null
      : {
          id: 'approved',
          at: batch.approvedAt,
          title: t('stepApproved'),
          detail: rollOutWords(batch, t),
          ...by(approvedBy(t, batch)),
          family: 'info',
        },
    {
      id: 'made',
      at: batch.createdAt,
      title: t('stepMade', { due: batch.due, excluded: batch.excluded }),
      ...by(madeBy(t, batch)),
      family: 'off',
    },
  ];
  const shown = steps.filter((step) => step !== null);
  const waits = batch.status === 'APPROVED' && batch.resumeAt !== null ? format.instant(batch.resumeAt) : null;
  return waits === null
    ? shown
    : [
        { id: 'waits', at: batch.resumeAt ?? batch.createdAt, title: t('stepWaits', { at: waits }), family: 'waiting' },
        ...shown,
      ];
}

/** How a list is carried out, in one sentence. */
export function rollOutWords(
  { firstCount, waitMinutes, stopAbove, due }: Pick<Batch, 'firstCount' | 'waitMinutes' | 'stopAbove' | 'due'>,
  t: Say,
): string {
  if (firstCount === null || firstCount >= due) return t('rollOutAtOnce');
  return t('rollOutStaged', { first: firstCount, minutes: waitMinutes ?? 0, failures: stopAbove ?? 0 });
}

function by(name: string | null): { readonly by?: string } {
  return name === null ? {} : { by: name };
}
