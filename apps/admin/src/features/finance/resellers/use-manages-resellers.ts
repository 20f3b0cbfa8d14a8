import { useSession } from '@demarc/web-kit';

/** Terms and settlements are for staff who reach all partners; a partner's own people look at theirs. */
export function useManagesResellers(): boolean {
  const { session, can } = useSession();
  const reachesAll = session.kind !== 'staff' || session.staff?.partners === 'all';
  return reachesAll && can('billing.reseller.manage');
}
