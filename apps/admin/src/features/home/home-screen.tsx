import { EmptyState, Page, Tabs, useTexts } from '@demarc/ui';
import { useSession, useUrlParam } from '@demarc/web-kit';
import { AdministratorHome } from './administrator-home';
import { FinanceHome } from './finance-home';
import { homeTexts } from './home-texts';
import { ManagerHome } from './manager-home';
import { NetworkHome } from './network-home';
import { SupportHome } from './support-home';

/** The widest work first: who holds several opens with it, and reaches the others by a tab. */
const homes = [
  { id: 'administrator', needs: 'reporting.home.administrator', content: AdministratorHome },
  { id: 'manager', needs: 'reporting.home.manager', content: ManagerHome },
  { id: 'finance', needs: 'reporting.home.finance', content: FinanceHome },
  { id: 'network', needs: 'reporting.home.network', content: NetworkHome },
  { id: 'support', needs: 'reporting.home.support', content: SupportHome },
] as const;

/** What the work of this person needs today. */
export function HomeScreen() {
  const t = useTexts(homeTexts);
  const { session, can } = useSession();
  const [asked] = useUrlParam('home');
  const seen = homes.filter(({ needs }) => can(needs));
  const shown = seen.find(({ id }) => id === asked) ?? seen[0];
  const name = session.kind === 'staff' ? (session.staff?.name ?? '') : '';
  const Content = shown?.content;
  return (
    <Page title={t('greeting', { name })} documentTitle={t('title')}>
      {shown !== undefined && seen.length > 1 && (
        <Tabs
          label={t('parts')}
          active={shown.id}
          tabs={seen.map(({ id }, at) => ({ id, label: t(id), href: at === 0 ? '/' : `/?home=${id}` }))}
        />
      )}
      {Content === undefined ? <EmptyState title={t('nothing')} description={t('plain')} /> : <Content />}
    </Page>
  );
}
