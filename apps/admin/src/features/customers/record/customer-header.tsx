import { ChevronLeft, ChevronRight } from 'lucide-react';
import {
  FamilyTag,
  type HeaderChip,
  IconButton,
  RecordHeader,
  StatusTag,
  useFormat,
  useLinks,
  useShortcuts,
  useTexts,
} from '@demarc/ui';
import { neighboursOf } from '../customer-sequence';
import { todayIn } from '../today';
import { CustomerActions } from './customer-actions';
import { recordTexts } from './record-texts';
import { type Customer, type LoadedCustomer, shownStatus } from './use-customer';
import { suspensionDue } from './what-is-due';

interface HeaderProps {
  readonly loaded: LoadedCustomer;
  readonly onPanel: (panel: string) => void;
}

export function CustomerHeader({ loaded, onPanel }: HeaderProps) {
  const t = useTexts(recordTexts);
  const format = useFormat();
  const { customer } = loaded;
  const chips = useChips(customer);
  return (
    <RecordHeader
      back={{ href: '/customers', label: t('back') }}
      title={customer.name}
      number={`#${customer.number}`}
      status={
        customer.lifecycle === 'ARCHIVED' ? (
          <FamilyTag family="off">{t('archived')}</FamilyTag>
        ) : (
          <StatusTag kind="customer" value={shownStatus(customer)} />
        )
      }
      facts={[
        t(customer.category),
        customer.partner.name,
        t('since', { date: format.day(todayIn(format.timeZone, Date.parse(customer.createdAt))) }),
      ].join(' · ')}
      chips={chips}
      actions={<CustomerActions loaded={loaded} onPanel={onPanel} />}
      sequence={<Sequence id={customer.id} />}
    />
  );
}

function useChips(customer: Customer): readonly HeaderChip[] {
  const t = useTexts(recordTexts);
  const format = useFormat();
  const { account, whatHappensNext } = customer;
  if (!account) return [];
  const owes = /[1-9]/.test(account.balanceDue.amount);
  const credit = /[1-9]/.test(account.creditBalance.amount);
  const balance = owes
    ? t('owes', { amount: format.money(account.balanceDue) })
    : credit
      ? t('credit', { amount: format.money(account.creditBalance) })
      : t('even');
  const due = suspensionDue(customer);
  const first = whatHappensNext?.next[0];
  const home = `/customers/${customer.id}`;
  return [
    {
      id: 'balance',
      label: t('balance'),
      value: owes ? <strong>{balance}</strong> : balance,
      href: `${home}?tab=billing`,
    },
    {
      id: 'next',
      label: t('chipNext'),
      value:
        due !== null
          ? t(`nextApproval${due}`)
          : first === undefined
            ? t('nothingNext')
            : t(nextKeys[first.kind], { on: format.day(first.on) }),
      href: home,
    },
    ...(account.promiseUntil === null
      ? []
      : [
          {
            id: 'promise',
            label: t('chipPromise'),
            value: t('promiseUntil', { date: format.day(account.promiseUntil) }),
          },
        ]),
  ];
}

const nextKeys = {
  INVOICE: 'nextInvoice',
  FEE: 'nextFee',
  PROMISE_END: 'nextPromiseEnd',
  CONTRACT_END: 'nextContractEnd',
  PREPAID_END: 'nextPrepaidEnd',
  OVERDUE: 'nextOverdue',
  BLOCKED: 'nextBlocked',
  INACTIVE: 'nextInactive',
} as const;

/** J and K go through the list that the customer was opened from, and keep the tab. */
function Sequence({ id }: { id: string }) {
  const t = useTexts(recordTexts);
  const links = useLinks();
  const neighbours = neighboursOf(id);
  const go = (to: string | null | undefined) => {
    if (typeof to !== 'string') return;
    const tab = new URLSearchParams(links.current.split('?')[1] ?? '').get('tab');
    links.navigate(`/customers/${to}${tab === null ? '' : `?tab=${tab}`}`);
  };
  useShortcuts([
    { keys: 'j', label: t('next'), run: () => go(neighbours?.next) },
    { keys: 'k', label: t('previous'), run: () => go(neighbours?.previous) },
  ]);
  if (neighbours === null) return null;
  return (
    <>
      {neighbours.previous !== null && (
        <IconButton
          size="small"
          label={t('previous')}
          icon={<ChevronLeft size={16} aria-hidden="true" />}
          onClick={() => go(neighbours.previous)}
        />
      )}
      {neighbours.next !== null && (
        <IconButton
          size="small"
          label={t('next')}
          icon={<ChevronRight size={16} aria-hidden="true" />}
          onClick={() => go(neighbours.next)}
        />
      )}
    </>
  );
}
