import { Inbox, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../primitives/button';
import { StatusIcon } from '../status/status-icon';
import type { StatusFamily } from '../tokens/tokens';
import { useUiTexts } from '../text/use-texts';
import type { Failure } from './failure';

export interface EmptyStateProps {
  readonly title: ReactNode;
  /** Why there is nothing. */
  readonly description?: ReactNode;
  /** The one next act. */
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
  readonly compact?: boolean;
}

export function EmptyState({ title, description, action, icon, compact = false }: EmptyStateProps) {
  return (
    <div className="dm-state" data-compact={compact || undefined}>
      <div className="dm-state-icon" aria-hidden="true">
        {icon ?? <Inbox size={compact ? 20 : 28} strokeWidth={1.5} />}
      </div>
      <p className="dm-state-title">{title}</p>
      {description !== undefined && <p className="dm-state-text">{description}</p>}
      {action !== undefined && <div className="dm-state-action">{action}</div>}
    </div>
  );
}

export interface ErrorStateProps {
  readonly failure: Failure;
  readonly onRetry?: () => void;
  /** What still worked, if anything. */
  readonly note?: ReactNode;
  readonly compact?: boolean;
}

/** Says what failed in a sentence, with the code and the trace id for the operator, and offers to try again. */
export function ErrorState({ failure, onRetry, note, compact = false }: ErrorStateProps) {
  const t = useUiTexts();
  return (
    <div className="dm-state" role="alert" data-compact={compact || undefined} data-tone="bad">
      <div className="dm-state-icon" aria-hidden="true">
        <StatusIcon family="bad" size={compact ? 18 : 24} />
      </div>
      <p className="dm-state-title">{failure.message}</p>
      {note !== undefined && <p className="dm-state-text">{note}</p>}
      <p className="dm-state-code">
        <code>{failure.code}</code>
        {failure.traceId !== undefined && (
          <>
            {' · '}
            {t('error.trace')} <code className="dm-selectable">{failure.traceId}</code>
          </>
        )}
      </p>
      {onRetry !== undefined && (
        <div className="dm-state-action">
          <Button onClick={onRetry}>{t('error.retry')}</Button>
        </div>
      )}
    </div>
  );
}

export interface NoPermissionProps {
  /** The permission that is missing, by its name. */
  readonly permission: string;
  /** The sentence of the permission registry. */
  readonly sentence?: string;
  /** Who can grant it. */
  readonly grantedBy?: string;
  readonly compact?: boolean;
}

export function NoPermission({ permission, sentence, grantedBy, compact = false }: NoPermissionProps) {
  const t = useUiTexts();
  return (
    <EmptyState
      compact={compact}
      icon={<Lock size={compact ? 20 : 28} strokeWidth={1.5} />}
      title={t('denied.title')}
      description={
        <>
          {sentence ?? t('denied.text')} <code>{permission}</code>
          <br />
          {grantedBy === undefined ? t('denied.ask') : t('denied.askWho', { who: grantedBy })}
        </>
      }
    />
  );
}

export interface NoticeProps {
  readonly family: StatusFamily;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Announced at once; for something that just happened. */
  readonly live?: boolean;
}

/** A line in the page: stale data, an outage near the customer, a leak. */
export function Notice({ family, title, children, action, live = false }: NoticeProps) {
  return (
    <div className="dm-notice" data-family={family} role={live ? 'alert' : undefined}>
      <StatusIcon family={family} size={16} />
      <div className="dm-notice-body">
        {title !== undefined && <strong>{title}</strong>}
        {children !== undefined && <div>{children}</div>}
      </div>
      {action !== undefined && <div className="dm-notice-action">{action}</div>}
    </div>
  );
}
