import { Button, Notice, Stack, type TextOf, useFormat, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { LiftHold } from './lift-hold';
import { statusCauseTexts } from './status-texts';
import type { Account, LoadedCustomer, OpenInvoice } from './use-customer';
import { lateInvoices } from './what-is-due';
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
  const { numbers: late, since: lateSince } = lateInvoices(invoices);
  const stands = format.day(account.standingSince);
  const since = lateSince === null ? stands : format.day(lateSince);
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
          {due === null ? t('blockedNothing', { since: stands }) : unpaidWords(t, since, late, due)} {promise}
        </Notice>
      );
    case 'INACTIVE':
      return (
        <Notice family="bad" title={t('inactiveBySystem')}>
          {due === null ? t('blockedNothing', { since: stands }) : t('inactiveFor', { since: stands, amount: due })}
        </Notice>
      );
  }
}

function unpaidWords(
  t: TextOf<typeof statusCauseTexts.entries>,
  since: string,
  late: readonly string[],
  due: string,
): string {
  return late.length === 0
    ? t('blockedForPlain', { since, amount: due })
    : t('blockedFor', { since, amount: due, invoices: late.join(', ') });
}
