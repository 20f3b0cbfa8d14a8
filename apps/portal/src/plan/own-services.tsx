import { useState } from 'react';
import { Button, Notice, Row, Section, Stack, showToast, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { ChangeOwnPlan } from './change-own-plan';
import { OwnChoicesDocument, OwnRulesDocument, ResumeOwnServiceDocument } from './own-services.graphql';
import { ownTexts } from './own-services-texts';
import { PauseOwnService } from './pause-own-service';
import type { PlanDocument } from './plan.graphql';

type Service = ResultOf<typeof PlanDocument>['me']['services'][number];
type Rules = ResultOf<typeof OwnRulesDocument>;
type Open = { readonly kind: 'change' | 'pause'; readonly serviceId: string } | null;

/** What the customer may do by themselves: nothing is offered that would be refused. */
export function OwnServices({ services }: { readonly services: readonly Service[] }) {
  const t = useTexts(ownTexts);
  const format = useFormat();
  const { data } = useApiQuery(OwnRulesDocument, {});
  const [open, setOpen] = useState<Open>(null);
  if (!data) return null;
  const mine = services.filter(({ status }) => status === 'ACTIVE' || status === 'PAUSED');
  const scheduled = data.me.planChanges.filter(({ state }) => state === 'SCHEDULED');
  return (
    <Stack>
      {scheduled.map(({ id, changeOn, newPlanTitle }) => (
        <Notice key={id} family="info">
          {t('scheduled', { date: format.day(changeOn), plan: newPlanTitle })}
        </Notice>
      ))}
      {mine.map((service) => (
        <OwnService
          key={service.id}
          service={service}
          rules={data}
          open={open?.serviceId === service.id ? open.kind : null}
          onOpen={(kind) => setOpen(kind === null ? null : { kind, serviceId: service.id })}
        />
      ))}
    </Stack>
  );
}

interface OwnServiceProps {
  readonly service: Service;
  readonly rules: Rules;
  readonly open: 'change' | 'pause' | null;
  readonly onOpen: (kind: 'change' | 'pause' | null) => void;
}

function OwnService({ service, rules, open, onOpen }: OwnServiceProps) {
  const t = useTexts(ownTexts);
  const choices = useApiQuery(OwnChoicesDocument, { serviceId: service.id }).data?.ownPlanChoices ?? [];
  const { mayPause, mostPausedDays } = rules.ownServiceRules;
  const ahead = rules.me.servicePauses.find(({ serviceId, through }) => serviceId === service.id && isAhead(through));
  const name = service.description;
  if (choices.length === 0 && !mayPause && !ahead) return null;
  const close = () => onOpen(null);
  return (
    <Section title={name}>
      <Stack>
        {ahead && <PauseNotice service={service} pause={ahead} mayEnd={mayPause} />}
        {open === null && (
          <Row>
            {choices.length > 0 && <Button onClick={() => onOpen('change')}>{t('change', { service: name })}</Button>}
            {mayPause && !ahead && service.status === 'ACTIVE' && (
              <Button onClick={() => onOpen('pause')}>{t('pause', { service: name })}</Button>
            )}
          </Row>
        )}
        {open === 'change' && <ChangeOwnPlan serviceId={service.id} choices={choices} onClose={close} />}
        {open === 'pause' && <PauseOwnService serviceId={service.id} mostDays={mostPausedDays} onClose={close} />}
      </Stack>
    </Section>
  );
}

interface PauseNoticeProps {
  readonly service: Service;
  readonly pause: Rules['me']['servicePauses'][number];
  readonly mayEnd: boolean;
}

function PauseNotice({ service, pause: { from, through }, mayEnd }: PauseNoticeProps) {
  const t = useTexts(ownTexts);
  const format = useFormat();
  const name = service.description;
  const command = useMutationCommand(ResumeOwnServiceDocument, {
    onDone: () => showToast({ message: t('resumed', { service: name }) }),
  });
  const days = { service: name, from: format.day(from) };
  return (
    <Notice
      family={command.failure === null ? 'info' : 'bad'}
      title={command.failure?.message}
      action={
        mayEnd && (
          <Button size="small" busy={command.running} onClick={() => void command.run({ serviceId: service.id })}>
            {t(service.status === 'PAUSED' ? 'resume' : 'takeBack', { service: name })}
          </Button>
        )
      }
    >
      {through === null ? t('paused', days) : t('pausedDays', { ...days, through: format.day(through) })}
    </Notice>
  );
}

function isAhead(through: string | null, now: number = Date.now()): boolean {
  return through === null || through >= new Date(now).toISOString().slice(0, 10);
}
