import { DescribedInputs, stepsOf } from './why-steps';
import { ExplainPopover, Text, useTexts } from '@demarc/ui';
import { whyTexts } from './why-texts';

export interface Why {
  readonly english: string;
  readonly rule: string;
  readonly inputs: unknown;
  readonly steps: unknown;
}

/** "Why this amount": the sentences first, then formulas and inputs for whoever checks them. */
export function WhyAmount({ amount, why }: { amount: string; why: Why }) {
  const t = useTexts(whyTexts);
  const steps = stepsOf(why.steps);
  return (
    <ExplainPopover title={t('why', { amount })}>
      <Text>{why.english}</Text>
      {steps.length > 0 && (
        <details className="dm-details">
          <summary>{t('how')}</summary>
          <ol className="dm-plain-list">
            {steps.map(({ gives, formula, rounding }) => (
              <li key={gives}>
                <code>{`${gives} = ${formula}`}</code>
                {rounding !== null && (
                  <Text size="small" tone="secondary">
                    {t('rounded', rounding)}
                  </Text>
                )}
              </li>
            ))}
          </ol>
          <DescribedInputs inputs={why.inputs} />
          <Text size="small" tone="muted">
            {t('rule', { rule: why.rule })}
          </Text>
        </details>
      )}
    </ExplainPopover>
  );
}
