import { CenterCard, ErrorState, Skeleton } from '@demarc/ui';
import type { ReactNode } from 'react';
import { useSession } from '../session/session-context';
import { StepUp } from './step-up';

export interface SessionGateProps {
  readonly kind: 'staff' | 'customer';
  /** Shown to nobody, and between the steps. */
  readonly signIn: ReactNode;
  readonly brand: ReactNode;
  readonly children: ReactNode;
}

/** The app for those who are signed in, the sign-in for everybody else. The address stays, so a deep link opens after it. */
export function SessionGate({ kind, signIn, brand, children }: SessionGateProps) {
  const { status, session, failure, refresh } = useSession();
  if (status === 'loading') {
    return (
      <CenterCard brand={brand}>
        <Skeleton lines={4} />
      </CenterCard>
    );
  }
  if (status === 'failed' && failure !== null) {
    return (
      <CenterCard brand={brand}>
        <ErrorState compact failure={failure} onRetry={() => void refresh()} />
      </CenterCard>
    );
  }
  const inside =
    kind === 'customer' ? session.kind === 'customer' : session.kind === 'staff' && session.state === 'signed_in';
  if (!inside) return signIn;
  return (
    <>
      {children}
      {kind === 'staff' && <StepUp />}
    </>
  );
}
