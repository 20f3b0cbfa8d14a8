import { StatusIcon, useTexts } from '@demarc/ui';
import type { Run } from './run-screen';
import { runTexts } from './run-texts';

const steps = ['step1', 'step2', 'step3', 'step4'] as const;
const reached: Readonly<Record<Run['status'], number>> = {
  PREVIEWING: 0,
  PREVIEWED: 0,
  APPROVED: 2,
  ISSUING: 2,
  ISSUED: 4,
  CANCELLED: -1,
};

/** Where the run stands: what is behind it is ticked, what is on now is marked. */
export function RunSteps({ status }: { status: Run['status'] }) {
  const t = useTexts(runTexts);
  const at = status === 'PREVIEWED' ? 1 : reached[status];
  if (at < 0) return null;
  return (
    <ol className="dm-steps" aria-label={t('steps')}>
      {steps.map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined} data-done={index < at || undefined}>
          <StatusIcon family={index < at ? 'good' : index === at ? 'waiting' : 'off'} size={14} />
          {t(step)}
        </li>
      ))}
    </ol>
  );
}
