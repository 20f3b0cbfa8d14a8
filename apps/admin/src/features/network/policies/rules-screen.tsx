import { useState } from 'react';
import { useParams } from '@tanstack/react-router';
import { EntityLink, ErrorState, Notice, Page, Section, Skeleton, SpeedText, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { FairUseSection } from './fair-use-section';
import { HoursSection } from './hours-section';
import { QuotaSection } from './quota-section';
import { type LoadedPlan, type LoadedPolicy, PlanRulesDocument } from './rules.graphql';
import { fairUseDraft, fairUseInput, hoursDrafts, hoursInput, quotaDraft, quotaInput } from './rules-values';
import { rulesTexts } from './rules-texts';
import { TestBench } from './test-bench';

export function PlanRulesScreen() {
  const t = useTexts(rulesTexts);
  return (
    <Guarded title={t('title')} needs={['networking.policy.view']}>
      <PlanRules />
    </Guarded>
  );
}

function PlanRules() {
  const t = useTexts(rulesTexts);
  const { planId = '' } = useParams({ strict: false });
  const { data, status, failure, retry } = useApiQuery(PlanRulesDocument, { id: planId });
  const policy = data?.plan.accessPolicy;
  return (
    <Page
      title={data?.plan.title ?? t('title')}
      description={t('lead')}
      actions={<EntityLink href="/network/policies">{t('back')}</EntityLink>}
    >
      {status === 'loading' && <Skeleton lines={8} />}
      {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
      {data && !policy && <Notice family="attention">{t('noSpeed')}</Notice>}
      {data && policy && <Rules plan={data.plan} policy={policy} oneTimePlans={data.plans} />}
    </Page>
  );
}

interface RulesProps {
  readonly plan: LoadedPlan;
  readonly policy: LoadedPolicy;
  readonly oneTimePlans: readonly { readonly id: string; readonly title: string }[];
}

function Rules({ plan, policy, oneTimePlans }: RulesProps) {
  const t = useTexts(rulesTexts);
  const { can } = useSession();
  const may = can('networking.policy.manage');
  const [hours, setHours] = useState(() => hoursDrafts(policy));
  const [fairUse, setFairUse] = useState(() => fairUseDraft(policy));
  const [quota, setQuota] = useState(() => quotaDraft(policy));
  return (
    <>
      <Section title={t('speed')}>
        <SpeedText downKbps={policy.downloadKbps} upKbps={policy.uploadKbps} />
      </Section>
      <HoursSection policy={policy} drafts={hours} onChange={(next) => setHours([...next])} may={may} />
      <FairUseSection
        planId={plan.id}
        draft={fairUse}
        onChange={setFairUse}
        may={may}
        isSet={policy.fairUse !== null}
      />
      <QuotaSection
        planId={plan.id}
        draft={quota}
        onChange={setQuota}
        oneTimePlans={oneTimePlans}
        may={may}
        isSet={policy.quota !== null}
      />
      <TestBench
        planId={plan.id}
        rules={() => ({
          hours: hoursInput(hours),
          fairUse: fairUseInput(fairUse),
          quota: quota && quotaInput(quota),
        })}
      />
    </>
  );
}
