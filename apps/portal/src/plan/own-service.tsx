import { Stack, Text, useFormat, useTexts } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { PlanDocument } from './plan.graphql';
import { planTexts } from './plan-texts';

type Service = ResultOf<typeof PlanDocument>['me']['services'][number];

/** What it is, and how long it is agreed for. */
export function OwnService({
  service: { description, status, endsOn, contractEndsOn, contractOutcome },
}: {
  service: Pick<Service, 'description' | 'status' | 'endsOn' | 'contractEndsOn' | 'contractOutcome'>;
}) {
  const t = useTexts(planTexts);
  const format = useFormat();
  const agreed =
    endsOn !== null
      ? t('endsOn', { date: format.day(endsOn) })
      : contractEndsOn !== null &&
        contractOutcome !== null &&
        t('contract', { date: format.day(contractEndsOn), then: t(contractOutcome) });
  return (
    <Stack gap="none">
      <span>{description}</span>
      {agreed && status !== 'DISABLED' && (
        <Text as="span" size="small" tone="secondary">
          {agreed}
        </Text>
      )}
    </Stack>
  );
}
