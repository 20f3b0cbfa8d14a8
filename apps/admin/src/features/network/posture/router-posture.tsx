import { useState } from 'react';
import {
  Button,
  EntityLink,
  ErrorState,
  FamilyTag,
  Row,
  Section,
  SelectInput,
  showToast,
  Skeleton,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { FindingList, verdictFamily } from './finding-list';
import { RouterPostureDocument, SetSigningPolicyDocument } from './posture.graphql';
import { postureTexts } from './posture-texts';

type Posture = NonNullable<ResultOf<typeof RouterPostureDocument>['router']['posture']>;

/** How well one router is protected, beside what is proven about it. */
export function RouterPosture({ routerId }: { routerId: string }) {
  const t = useTexts(postureTexts);
  const { can } = useSession();
  const { data, failure, retry } = useApiQuery(RouterPostureDocument, { id: routerId }, { refetchEveryMs: 30_000 });
  const posture = data?.router.posture;
  return (
    <>
      <Section
        title={t('posture')}
        flush
        actions={
          <Row>
            {posture && <FamilyTag family={verdictFamily[posture.verdict]}>{t(posture.verdict)}</FamilyTag>}
            <EntityLink href="/network/posture">{t('all')}</EntityLink>
          </Row>
        }
      >
        {failure && <ErrorState compact failure={failure} onRetry={retry} />}
        {!data && !failure && <Skeleton lines={5} />}
        {posture && <FindingList findings={posture.findings} />}
      </Section>
      {posture && can('networking.router.manage') && <SigningPolicy key={posture.revision} posture={posture} />}
    </>
  );
}

function SigningPolicy({ posture: { routerId, revision, policy } }: { posture: Posture }) {
  const t = useTexts(postureTexts);
  const [wanted, setWanted] = useState(policy);
  const command = useMutationCommand(SetSigningPolicyDocument, {
    onDone: () => showToast({ message: t('policySaved') }),
  });
  const words = { REQUIRE: t('policyREQUIRE'), AUTO: t('policyAUTO'), OFF: t('policyOff') };
  return (
    <Section title={t('setPolicy')}>
      {command.failure && <ErrorState compact failure={command.failure} />}
      <Row align="end">
        <SelectInput
          label={t('setPolicy')}
          value={wanted}
          choices={(['REQUIRE', 'AUTO', 'OFF'] as const).map((value) => ({ value, label: words[value] }))}
          onChange={(value) => setWanted(value)}
        />
        <Button
          busy={command.running}
          refusal={wanted === policy ? t('isSo') : null}
          onClick={() => void command.run({ routerId, revision, policy: wanted })}
        >
          {t('policySet')}
        </Button>
      </Row>
    </Section>
  );
}
