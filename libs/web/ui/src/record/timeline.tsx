import type { ReactNode } from 'react';
import { DateTimeText, RelativeTime } from '../format/display';
import { StatusIcon } from '../status/status-icon';
import type { StatusFamily } from '../tokens/tokens';

export interface TimelineEntry {
  readonly id: string;
  readonly at: string;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  /** Person or part of the system. */
  readonly by?: string;
  readonly family?: StatusFamily;
  /** In place of the status shape. */
  readonly icon?: ReactNode;
}

export interface TimelineProps {
  readonly label: string;
  readonly entries: readonly TimelineEntry[];
  /** "Load older". */
  readonly footer?: ReactNode;
}

/** Newest first: payments, status, tickets, network and notes in one list. */
export function Timeline({ label, entries, footer }: TimelineProps) {
  return (
    <>
      <ol className="dm-timeline" aria-label={label}>
        {entries.map((entry) => (
          <li key={entry.id} className="dm-timeline-entry" data-family={entry.family ?? 'off'}>
            <span className="dm-timeline-mark" aria-hidden="true">
              {entry.icon ?? <StatusIcon family={entry.family ?? 'off'} size={14} />}
            </span>
            <div className="dm-timeline-body">
              <div className="dm-timeline-head">
                <span className="dm-timeline-title">{entry.title}</span>
                <span className="dm-timeline-when">
                  {entry.by !== undefined && <>{entry.by} · </>}
                  <RelativeTime value={entry.at} /> · <DateTimeText value={entry.at} />
                </span>
              </div>
              {entry.detail !== undefined && <div className="dm-timeline-detail">{entry.detail}</div>}
            </div>
          </li>
        ))}
      </ol>
      {footer}
    </>
  );
}
