import { lazy, type ReactNode, Suspense } from 'react';
import { EmptyState, Page, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { frameTexts } from './frame-texts';
import { RoutePending } from './route-states';
import { useOperator } from './use-operator';

const SetUpScreen = lazy(async () => ({ default: (await import('./set-up-screen')).SetUpScreen }));

/** Before the operator has a name, a zone and a currency nothing else can be done. */
export function SetUpGate({ children }: { children: ReactNode }) {
  const t = useTexts(frameTexts);
  const { can } = useSession();
  const { data, status } = useOperator();
  if (status === 'loading') return <RoutePending />;
  if (status === 'failed' || data?.operator) return children;
  if (can('crm.operator.manage')) {
    return (
      <Suspense fallback={<RoutePending />}>
        <SetUpScreen />
      </Suspense>
    );
  }
  return (
    <Page title={t('notSetUp')}>
      <EmptyState title={t('notSetUp')} description={t('notSetUpText')} />
    </Page>
  );
}
