import type { ReactNode } from 'react';
import { PageTitle } from './page';

export interface CenterCardProps {
  readonly brand: ReactNode;
  readonly title?: string;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** A page with one card: sign-in, reset, invitation. */
export function CenterCard({ brand, title, children, footer }: CenterCardProps) {
  return (
    <main className="dm-center" id="content" tabIndex={-1}>
      <div className="dm-center-brand">{brand}</div>
      <div className="dm-center-card">
        {title !== undefined && <PageTitle documentTitle={title}>{title}</PageTitle>}
        {children}
      </div>
      {footer !== undefined && <div className="dm-center-foot">{footer}</div>}
    </main>
  );
}
