import type { ReactNode } from 'react';
import { NoPermission, Page } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';

export interface GuardedProps {
  readonly title: string;
  /** One of these is enough. */
  readonly needs: readonly string[];
  readonly children: ReactNode;
}

/** A page for holders of a permission; everybody else reads which one is missing. */
export function Guarded({ title, needs, children }: GuardedProps) {
  const { can } = useSession();
  if (needs.some(can)) return children;
  return (
    <Page title={title}>
      <NoPermission permission={needs.join(', ')} />
    </Page>
  );
}
