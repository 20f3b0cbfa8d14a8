import { Columns, NumberText, Stack, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { CountBars } from './count-bars';
import { HomePart, homeRefreshMs } from './home-part';
import { homeTexts } from './home-texts';
import { HomeAdministratorDocument } from './home.graphql';
import { LinkedFigure } from './linked-figure';

export function AdministratorHome() {
  const t = useTexts(homeTexts);
  const query = useApiQuery(HomeAdministratorDocument, {}, { refetchEveryMs: homeRefreshMs });
  return (
    <HomePart query={query}>
      {({ homeAdministrator: home }) => (
        <Stack>
          <Columns min="sm">
            <LinkedFigure
              label={t('jobsWaiting')}
              href="/setup/health"
              needs="ops.job.view"
              value={<NumberText value={home.jobsWaiting} />}
            />
            <LinkedFigure
              label={t('jobsRunning')}
              href="/setup/health"
              needs="ops.job.view"
              value={<NumberText value={home.jobsRunning} />}
            />
            <LinkedFigure
              label={t('unsent')}
              href="/setup/health"
              needs="messaging.message.view"
              value={<NumberText value={home.messagesUnsent} />}
              hint={home.messagesUnsent > 0 ? t('unsentHint') : t('lastWeek')}
            />
            <LinkedFigure
              label={t('mailFailed')}
              href="/setup/health"
              needs="messaging.message.view"
              value={<NumberText value={home.messagesFailed} />}
              hint={t('lastWeek')}
            />
            <LinkedFigure
              label={t('staff')}
              href="/setup/staff"
              needs="identity.staff.view"
              value={<NumberText value={home.activeStaff} />}
            />
          </Columns>
          <Columns min="lg">
            <CountBars title={t('failed')} category={t('job')} empty={t('noFailed')} counts={home.failedJobs} />
            <CountBars
              title={t('refusals')}
              category={t('reason')}
              empty={t('noRefusals')}
              counts={home.refusalsToday}
            />
          </Columns>
        </Stack>
      )}
    </HomePart>
  );
}
