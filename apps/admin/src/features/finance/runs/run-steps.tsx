import { FamilyTag, Row, useTexts } from '@demarc/ui';
import type { Run } from './runs.graphql';
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
    <div role="group" aria-label={t('steps')}>
      <Row gap="sm">
        {steps.map((step, index) => (
          <span key={step} aria-current={index === at ? 'step' : undefined}>
            <FamilyTag family={index < at ? 'good' : index === at ? 'waiting' : 'off'}>{t(step)}</FamilyTag>
          </span>
        ))}
      </Row>
    </div>
  );
}
