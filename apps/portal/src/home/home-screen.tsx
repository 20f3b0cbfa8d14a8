import { lazy, Suspense, useState } from 'react';
import {
  Button,
  Columns,
  EmptyState,
  ErrorState,
  FactList,
  Figure,
  Money,
  Notice,
  Page,
  Row,
  Section,
  Skeleton,
  Text,
  UiLink,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { BillTable } from '../bills/bill-table';
import { PayOnline, PayOtherwise } from '../bills/pay';
import { OwnDataDocument } from '../plan/own-data.graphql';
import { ServiceState } from '../plan/service-state';
import { isFlowing } from './data-left';
import { HomeDocument } from './home.graphql';
import { homeTexts } from './home-texts';

const PromiseDialog = lazy(async () => ({ default: (await import('./promise-dialog')).PromiseDialog }));
const DataNotice = lazy(async () => ({ default: (await import('./data-notice')).DataNotice }));
const PrepaidBox = lazy(async () => ({ default: (await import('../prepaid/prepaid-box')).PrepaidBox }));

type Me = ResultOf<typeof HomeDocument>['me'];

/** Is it on, what do I owe, let me pay and get out. */
export function HomeScreen() {
  const t = useTexts(homeTexts);
  const { data, status, failure, retry } = useApiQuery(HomeDocument, {});
  if (status === 'failed' && failure) return <ErrorState failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={8} />;
  const { me } = data;
  return (
    <Page title={t('hello', { name: me.name })}>
      <StandingNotice me={me} />
      <Suspense fallback={null}>
        <DataNotice />
      </Suspense>
      <Columns>
        <ToPay me={me} />
        <Next me={me} />
      </Columns>
      {me.account && owesMoney(me.account) && <PayOtherwise amount={me.account.balanceDue} />}
      <Suspense fallback={null}>
        <PrepaidBox />
      </Suspense>
      <Services me={me} />
      <Section title={t('lastBills')} flush actions={<UiLink href="/bills">{t('allBills')}</UiLink>}>
        {me.invoices.nodes.length === 0 ? (
          <EmptyState compact title={t('noBills')} description={t('noBillsText')} />
        ) : (
          <BillTable label={t('lastBills')} bills={me.invoices.nodes} />
        )}
      </Section>
    </Page>
  );
}

function StandingNotice({ me }: { me: Me }) {
  const t = useTexts(homeTexts);
  const format = useFormat();
  const restore = me.whatHappensNext?.toRestore;
  const amount = restore ? format.money(restore) : '';
  if (me.status === 'NEW') return <Notice family="info">{t('newcomer')}</Notice>;
  const standing = me.account?.standing;
  if (me.status === 'BLOCKED' && standing !== 'BLOCKED') return <Notice family="bad">{t('held')}</Notice>;
  switch (standing) {
    case 'BLOCKED':
      return <Notice family="bad">{t('blocked', { amount })}</Notice>;
    case 'INACTIVE':
      return <Notice family="bad">{t('inactive', { amount })}</Notice>;
    case 'OVERDUE':
      return <Notice family="attention">{t('overdue')}</Notice>;
    default:
      return isServed(me) ? <InOrder me={me} /> : <Notice family="info">{t('unserved')}</Notice>;
  }
}

/** "Open" is said when every service is, and once it is known that no data is used up. */
function InOrder({ me }: { me: Me }) {
  const t = useTexts(homeTexts);
  const { data } = useApiQuery(OwnDataDocument, {});
  const runs = me.services.every(({ status }) => status !== 'PENDING' && status !== 'PAUSED');
  const flows = data?.me.services.every(({ allowance }) => allowance === null || isFlowing(allowance)) ?? false;
  return <Notice family="good">{t(runs && flows ? 'works' : 'inOrder')}</Notice>;
}

function owesMoney({ balanceDue }: NonNullable<Me['account']>): boolean {
  return !/^0(\.0+)?$/.test(balanceDue.amount);
}

/** Something runs, or begins by itself. */
function isServed({ services }: Me): boolean {
  return services.some(({ status }) => status === 'ACTIVE' || status === 'PENDING');
}

function ToPay({ me }: { me: Me }) {
  const t = useTexts(homeTexts);
  const format = useFormat();
  const account = me.account;
  if (!account) return null;
  const owes = owesMoney(account);
  const due = me.invoices.nodes.find((bill) => bill.settlement !== 'PAID' && bill.status === 'ISSUED');
  if (!owes) {
    const hasCredit = !/^0(\.0+)?$/.test(account.creditBalance.amount);
    return (
      <Figure
        label={hasCredit ? t('credit') : t('owe')}
        value={hasCredit ? <Money value={account.creditBalance} /> : t('nothing')}
      />
    );
  }
  return (
    <Figure
      label={t('owe')}
      value={<Money value={account.balanceDue} />}
      {...(due ? { hint: t('due', { on: format.day(due.dueOn) }) } : {})}
      chart={<PayOnline amount={account.balanceDue} />}
    />
  );
}

function Next({ me }: { me: Me }) {
  const t = useTexts(homeTexts);
  const format = useFormat();
  const ahead = me.whatHappensNext;
  const next = ahead?.next ?? [];
  const closes = next.some(({ kind }) => kind === 'BLOCKED');
  const costs = ahead && closes && /[1-9]/.test(ahead.reconnectionFee.amount);
  return (
    <Section title={t('next')}>
      {next.length === 0 ? (
        <Text tone="secondary">{t('nothingNext')}</Text>
      ) : (
        <FactList
          columns={1}
          facts={next.map((event) => ({
            id: `${event.kind}-${event.on}-${event.title ?? ''}-${event.occurrence ?? ''}`,
            label: format.day(event.on),
            value: <NextLine event={event} />,
          }))}
        />
      )}
      {costs && (
        <Text size="small" tone="secondary">
          {t('reconnection', { amount: format.money(ahead.reconnectionFee) })}
        </Text>
      )}
      {me.account?.promiseUntil && <Text>{t('promiseStands', { on: format.day(me.account.promiseUntil) })}</Text>}
      {ahead && ahead.promisesLeft > 0 && (
        <PromiseLater customerId={me.id} left={ahead.promisesLeft} days={ahead.promiseDays} />
      )}
    </Section>
  );
}

function NextLine({ event }: { event: NonNullable<Me['whatHappensNext']>['next'][number] }) {
  const t = useTexts(homeTexts);
  const { kind, hour, title, amount } = event;
  return (
    <>
      {t(kind, { title: title ?? '' })} {hour !== null && hour > 0 && `${t('atHour', { hour })} `}
      {(kind === 'INVOICE' || kind === 'FEE') && <Money value={amount} />}
    </>
  );
}

/** The dialog loads when somebody wants it: few do. */
function PromiseLater(props: { customerId: string; left: number; days: number }) {
  const t = useTexts(homeTexts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Row>
        <Button onClick={() => setOpen(true)}>{t('promise')}</Button>
      </Row>
      {open && (
        <Suspense fallback={null}>
          <PromiseDialog {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function Services({ me }: { me: Me }) {
  const t = useTexts(homeTexts);
  const current = me.services.filter((service) => service.status !== 'ARCHIVED');
  return (
    <Section title={t('services')} actions={<UiLink href="/plan">{t('whatFor')}</UiLink>}>
      {current.length === 0 ? (
        <Text tone="secondary">{t('noServices')}</Text>
      ) : (
        <FactList
          columns={1}
          facts={current.map((service) => ({
            id: service.id,
            label: service.description,
            value: <ServiceState status={service.status} />,
          }))}
        />
      )}
    </Section>
  );
}
