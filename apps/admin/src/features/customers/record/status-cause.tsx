import { Button, Notice, Stack, type TextOf, useFormat, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { LiftHold } from './lift-hold';
import { statusCauseTexts } from './status-texts';
import type { Account, LoadedCustomer, OpenInvoice } from './use-customer';
import { useState } from 'react';

/** Why the status is what it is, who may change it, and what does not help. */
export function StatusCause({ loaded }: { loaded: LoadedCustomer }) {
  const t = useTexts(statusCauseTexts);
  const { customer, openInvoices } = loaded;
  const { account, lifecycle } = customer;
  if (lifecycle === 'ARCHIVED')
    return (
      <Notice family="off" title={t('archived')}>
        {t('archivedText')}
      </Notice>
    );
  if (lifecycle === 'NEW')
    return (
      <Notice family="info" title={t('newCustomer')}>
        {t('newText')}
      </Notice>
    );
  const open = (customer.holds ?? []).some(({ liftedAt }) => liftedAt === null);
  const told = account && (account.standing !== 'GOOD' || account.promiseUntil !== null);
  if (!open && !told && lifecycle === 'ACTIVE') return null;
  return (
    <Stack gap="sm">
      <Holds holds={customer.holds ?? []} />
      {account && (
        <StandingCause account={account} invoices={openInvoices} toRestore={customer.whatHappensNext?.toRestore} />
      )}
      {lifecycle === 'INACTIVE' && (
        <Notice family="off" title={t('inactive')}>
          {t('inactiveText')}
        </Notice>
      )}
    </Stack>
  );
}

type Hold = NonNullable<LoadedCustomer['customer']['holds']>[number];

function Holds({ holds }: { holds: readonly Hold[] }) {
  const t = useTexts(statusCauseTexts);
  const format = useFormat();
  const { can } = useSession();
  const [lifting, setLifting] = useState<Hold | null>(null);
  return (
    <>
      {holds
        .filter(({ liftedAt }) => liftedAt === null)
        .map((hold) => (
          <Notice
            key={hold.id}
            family="bad"
            title={t('blockedByStaff')}
            action={
              can('billing.hold.lift') && (
                <Button size="small" onClick={() => setLifting(hold)}>
                  {t('lift')}
                </Button>
              )
            }
          >
            {t('holdBy', { by: hold.placedBy, date: format.instant(hold.placedAt), reason: hold.reason })}
          </Notice>
        ))}
      {lifting !== null && <LiftHold hold={lifting} onClose={() => setLifting(null)} />}
    </>
  );
}

interface CauseProps {
  readonly account: Account;
  readonly invoices: readonly OpenInvoice[];
  readonly toRestore: { readonly amount: string; readonly currency: string } | undefined;
}

function StandingCause({ account, invoices, toRestore }: CauseProps) {
  const t = useTexts(statusCauseTexts);
  const format = useFormat();
  const since = format.day(account.standingSince);
  // One-time invoices never block, so they are not named as a cause.
  const late = invoices.filter(({ overdue, kind }) => overdue && kind === 'RECURRING').map(({ number }) => number);
  const due = toRestore !== undefined && /[1-9]/.test(toRestore.amount) ? format.money(toRestore) : null;
  const promise = account.promiseUntil === null ? null : t('promised', { date: format.day(account.promiseUntil) });
  switch (account.standing) {
    case 'GOOD':
      return promise === null ? null : <Notice family="attention">{promise}</Notice>;
    case 'OVERDUE':
      return (
        <Notice family="attention" title={t('overdue')}>
          {late.length > 0 && t('overdueFor', { since, invoices: late.join(', ') })} {promise}
        </Notice>
      );
    case 'BLOCKED':
      return (
        <Notice family="bad" title={t('blockedBySystem')}>
          {blockedWords(t, since, late, due)} {promise}
        </Notice>
      );
    case 'INACTIVE':
      return (
        <Notice family="bad" title={t('inactiveBySystem')}>
          {due === null ? t('blockedNothing', { since }) : t('inactiveFor', { since, amount: due })}
        </Notice>
      );
  }
}

function blockedWords(
  t: TextOf<typeof statusCauseTexts.entries>,
  since: string,
  late: readonly string[],
  due: string | null,
): string {
  if (due === null) return t('blockedNothing', { since });
  return late.length === 0
    ? t('blockedForPlain', { since, amount: due })
    : t('blockedFor', { since, amount: due, invoices: late.join(', ') });
}
