import type { ReactNode } from 'react';
import { UiLink } from '../provider/link-context';

export interface EntityLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  /** `#10412`, `INV-2312`: beside the name, muted. */
  readonly number?: string;
  /** On hover and for assistive tools. */
  readonly title?: string;
}

/** The one way to point at a record. */
export function EntityLink({ href, children, number, title }: EntityLinkProps) {
  return (
    <UiLink href={href} title={title} className="dm-link dm-entity">
      <span>{children}</span>
      {number !== undefined && <span className="dm-entity-number">{number}</span>}
    </UiLink>
  );
}
