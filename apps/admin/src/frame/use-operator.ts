import { useApiQuery, useSession } from '@demarc/web-kit';
import { OperatorDocument } from './operator.graphql';

/** The provider that runs this: its name, zone, language and currency. Asked once and kept. */
export function useOperator() {
  const { session } = useSession();
  const signedIn = session.kind === 'staff' && session.state === 'signed_in';
  return useApiQuery(OperatorDocument, {}, { enabled: signedIn });
}

/** The currency of accounts; empty only while the operator is still unknown. */
export function useCurrency(): string {
  return useOperator().data?.operator?.currency ?? '';
}
