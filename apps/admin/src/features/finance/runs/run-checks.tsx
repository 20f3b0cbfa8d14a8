import { FamilyTag, Row, Section, Stack, Text, UiLink, useTexts } from '@demarc/ui';
import type { Run } from './runs.graphql';
import { runTexts } from './run-texts';

interface Check {
  readonly id: string;
  readonly text: string;
  readonly passed: boolean;
  readonly href?: string;
}

/** What has been looked at before anything goes out; what did not pass leads to the customers. */
export function RunChecks({ run }: { run: Run }) {
  const t = useTexts(runTexts);
  const checks: readonly Check[] = [
    {
      id: 'blockers',
      passed: run.held === 0,
      text: run.held === 0 ? t('check_blockers') : t('check_blockersBad', { count: run.held }),
      href: `/runs/${run.id}?f.status=HELD`,
    },
    {
      id: 'explained',
      passed: run.causes.every(({ cause }) => cause !== 'unexplained'),
      text: t('check_explained'),
      href: `/runs/${run.id}?f.cause=unexplained`,
    },
    {
      id: 'failed',
      passed: run.failed === 0,
      text: run.failed === 0 ? t('check_failed') : t('check_failedBad', { count: run.failed }),
      href: `/runs/${run.id}?f.status=FAILED`,
    },
    { id: 'series', passed: true, text: t('check_series') },
  ];
  return (
    <Section title={t('checks')}>
      <Stack gap="xs">
        {checks.map(({ id, passed, text, href }) => (
          <Row key={id} gap="sm">
            <FamilyTag family={passed ? 'good' : 'attention'}>{passed ? t('passed') : t('look')}</FamilyTag>
            {passed || href === undefined ? <Text as="span">{text}</Text> : <UiLink href={href}>{text}</UiLink>}
          </Row>
        ))}
      </Stack>
    </Section>
  );
}
