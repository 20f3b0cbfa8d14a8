import { AccountMenu, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { frameTexts } from './frame-texts';

/** The customer's own menu. It comes after the page: what a menu needs is a tenth of all that is loaded first. */
export function OwnMenu() {
  const t = useTexts(frameTexts);
  const { session, signOut } = useSession();
  const name = session.kind === 'customer' ? session.customer.name : '';
  return (
    <AccountMenu name={name} actions={[{ id: 'sign-out', label: t('signOut'), onSelect: () => void signOut() }]} />
  );
}
