import { ListChecks } from 'lucide-react';
import { ButtonLink, Button } from '../primitives/button';
import { PopoverButton } from '../primitives/popover';
import { Meter } from '../charts/meter';
import { StatusTag } from '../status/status-tag';
import { useUiTexts } from '../text/use-texts';
import type { StatusValue } from '../status/status-map';

export interface TrayJob {
  readonly id: string;
  readonly title: string;
  readonly status: StatusValue<'job'>;
  readonly done?: number;
  readonly total?: number;
  readonly resultHref?: string;
  readonly downloadHref?: string;
  readonly message?: string;
}

export interface JobTrayProps {
  readonly jobs: readonly TrayJob[];
  readonly onCancel?: (id: string) => void;
  readonly onDismiss?: (id: string) => void;
}

const running = new Set<string>(['QUEUED', 'CREATED', 'RETRY', 'ACTIVE', 'RUNNING', 'PAUSED']);

/** Long work that goes on without this tab. */
export function JobTray({ jobs, onCancel, onDismiss }: JobTrayProps) {
  const t = useUiTexts();
  const active = jobs.filter((job) => running.has(job.status)).length;
  return (
    <PopoverButton
      label={t('jobs.label', { count: active })}
      tone="quiet"
      width="wide"
      icon={
        <span className="dm-badge-anchor">
          <ListChecks size={18} aria-hidden="true" />
          {active > 0 && <span className="dm-badge">{active}</span>}
        </span>
      }
    >
      <h2 className="dm-popover-title">{t('jobs.title')}</h2>
      {jobs.length === 0 ? (
        <p className="dm-text" data-tone="muted">
          {t('jobs.empty')}
        </p>
      ) : (
        <ul className="dm-jobs">
          {jobs.map((job) => (
            <JobLine key={job.id} job={job} onCancel={onCancel} onDismiss={onDismiss} />
          ))}
        </ul>
      )}
    </PopoverButton>
  );
}

interface JobLineProps {
  readonly job: TrayJob;
  readonly onCancel: ((id: string) => void) | undefined;
  readonly onDismiss: ((id: string) => void) | undefined;
}

function JobLine({ job, onCancel, onDismiss }: JobLineProps) {
  const t = useUiTexts();
  const isRunning = running.has(job.status);
  return (
    <li className="dm-job">
      <div className="dm-row" data-justify="between" data-gap="sm">
        <span className="dm-job-title">{job.title}</span>
        <StatusTag kind="job" value={job.status} quiet />
      </div>
      {job.total !== undefined && <Meter label={job.title} value={job.done ?? 0} max={job.total} showFigures />}
      {job.message !== undefined && <span className="dm-job-message">{job.message}</span>}
      <div className="dm-row" data-gap="xs">
        {isRunning && onCancel !== undefined && (
          <Button size="small" onClick={() => onCancel(job.id)}>
            {t('jobs.cancel')}
          </Button>
        )}
        {job.resultHref !== undefined && (
          <ButtonLink size="small" href={job.resultHref}>
            {t('jobs.result')}
          </ButtonLink>
        )}
        {job.downloadHref !== undefined && (
          <ButtonLink size="small" href={job.downloadHref} download>
            {t('jobs.download')}
          </ButtonLink>
        )}
        {!isRunning && onDismiss !== undefined && (
          <Button size="small" tone="quiet" onClick={() => onDismiss(job.id)}>
            {t('jobs.dismiss')}
          </Button>
        )}
      </div>
    </li>
  );
}
