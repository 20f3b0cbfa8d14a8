import type { ReactNode } from 'react';
import { PageTitle } from '../primitives/page';
import { UiLink } from '../provider/link-context';
import { useKeptFocus } from './use-kept-focus';

export interface HeaderChip {
  readonly id: string;
  readonly label: string;
  readonly value: ReactNode;
  /** Leads to the tab that explains it. */
  readonly href?: string;
}

export interface RecordHeaderProps {
  readonly back?: { readonly href: string; readonly label: string };
  readonly title: string;
  /** `#10412`, `INV-2312`. */
  readonly number?: string;
  readonly status?: ReactNode;
  /** Kind, partner, since when. */
  readonly facts?: ReactNode;
  readonly chips?: readonly HeaderChip[];
  /** One primary verb, a few plain ones, one menu. */
  readonly actions?: ReactNode;
  /** Previous and next of the list. */
  readonly sequence?: ReactNode;
}

/** Stays in place while the tabs below it change. */
export function RecordHeader({ back, title, number, status, facts, chips = [], actions, sequence }: RecordHeaderProps) {
  const actionsRef = useKeptFocus<HTMLDivElement>();
  return (
    <header className="dm-record">
      <div className="dm-record-top">
        {back !== undefined && <UiLink href={back.href} className="dm-page-back">{`‹ ${back.label}`}</UiLink>}
        {sequence !== undefined && <div className="dm-record-sequence">{sequence}</div>}
      </div>
      <div className="dm-record-line">
        <PageTitle documentTitle={number === undefined ? title : `${title} ${number}`}>{title}</PageTitle>
        {number !== undefined && <span className="dm-record-number">{number}</span>}
        {status}
        {facts !== undefined && <span className="dm-record-facts">{facts}</span>}
      </div>
      {chips.length > 0 && (
        <dl className="dm-chips">
          {chips.map((chip) => (
            <div key={chip.id} className="dm-chip">
              <dt>{chip.label}</dt>
              <dd>{chip.href === undefined ? chip.value : <UiLink href={chip.href}>{chip.value}</UiLink>}</dd>
            </div>
          ))}
        </dl>
      )}
      {actions !== undefined && (
        <div ref={actionsRef} className="dm-record-actions">
          {actions}
        </div>
      )}
    </header>
  );
}
