import { FamilyTag, Row, SimpleTable, type StatusFamily, Text, useTexts } from '@demarc/ui';
import type { Finding, PostureRow } from './posture.graphql';
import { postureTexts } from './posture-texts';

export const verdictFamily: Readonly<Record<PostureRow['verdict'], StatusFamily>> = {
  SAFE: 'good',
  ATTENTION: 'attention',
  DANGER: 'bad',
};
const stateFamily: Readonly<Record<Finding['state'], StatusFamily>> = {
  GOOD: 'good',
  ATTENTION: 'attention',
  BAD: 'bad',
  OFF: 'off',
};

/** What was looked at about a router, each with how it stands and the likely fix. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  const t = useTexts(postureTexts);
  return (
    <SimpleTable
      label={t('posture')}
      rows={findings}
      rowId={({ subject }) => subject}
      columns={[
        {
          id: 'subject',
          header: t('subject'),
          cell: ({ subject, state }) => (
            <Row>
              <Text as="span" strong>
                {t(subject)}
              </Text>
              <FamilyTag family={stateFamily[state]}>{t(state)}</FamilyTag>
            </Row>
          ),
        },
        {
          id: 'finding',
          header: t('finding'),
          cell: ({ sentence, advice }) => (
            <div>
              <Text>{sentence}</Text>
              {advice !== null && <Text tone="secondary">{advice}</Text>}
            </div>
          ),
        },
      ]}
    />
  );
}
