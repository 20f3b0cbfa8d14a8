import { useState } from 'react';
import { Button, DateText, EmptyState, Section, Text, UiLink, useFormat, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { nextSentence } from './next-sentence';
import { overviewTexts } from './overview-texts';
import type { Customer } from './use-customer';
import { WaiveComing } from './waive-coming';
import type { suspensionDue } from './what-is-due';

type Ahead = NonNullable<Customer['whatHappensNext']>;
export type NextEvent = Ahead['next'][number];

interface NextCardProps {
  readonly ahead: Ahead;
  readonly services: Customer['services'];
  /** A suspension that waits for its approval. */
  readonly due: ReturnType<typeof suspensionDue>;
  readonly onPanel: (panel: string) => void;
}

/** The same rules that charge, block and invoice, run forward: dates and amounts, in order. */
export function NextCard({ ahead, services, due, onPanel }: NextCardProps) {
  const t = useTexts(overviewTexts);
  const format = useFormat();
  const { can } = useSession();
  const [waiving, setWaiving] = useState<NextEvent | null>(null);
  const { next, protectedReason, protectedUntil, reconnectionFee } = ahead;
  const threatened = due !== null || next.some(({ kind }) => kind === 'BLOCKED' || kind === 'INACTIVE');
  const costs = /[1-9]/.test(reconnectionFee.amount) && threatened;
  return (
    <Section
      title={t('next')}
      actions={
        threatened &&
        can('billing.account.change') && (
          <Button size="small" onClick={() => onPanel('promise')}>
            {t('promise')}
          </Button>
        )
      }
    >
      {next.length === 0 && due === null ? (
        <EmptyState compact title={t('nothing')} description={t('nothingText')} />
      ) : (
        <ol className="admin-next">
          {due !== null && <WaitingLine due={due} />}
          {next.map((event) => (
            <li key={`${event.kind}:${event.on}:${event.invoiceId ?? event.serviceId ?? ''}:${event.occurrence ?? ''}`}>
              <span>
                <DateText value={event.on} />
                {event.hour !== null && event.hour > 0 && ` ${t('atHour', { hour: event.hour })}`}
              </span>
              <span>
                {nextSentence(t, format, event, services)}{' '}
                {event.feeRuleId !== null && event.invoiceId !== null && can('billing.fee.waive') && (
                  <Button
                    size="small"
                    aria-label={t('waiveOf', { title: event.title ?? '', on: format.day(event.on) })}
                    onClick={() => setWaiving(event)}
                  >
                    {t('waive')}
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
      {protectedReason !== null && (
        <Text>
          {protectedUntil === null
            ? t('protected', { reason: protectedReason })
            : t('protectedUntil', { reason: protectedReason, until: format.day(protectedUntil) })}
        </Text>
      )}
      {costs && (
        <Text size="small" tone="secondary">
          {t('reconnection', { amount: format.money(reconnectionFee) })}
        </Text>
      )}
      {waiving !== null && <WaiveComing event={waiving} onClose={() => setWaiving(null)} />}
    </Section>
  );
}

function WaitingLine({ due }: { due: NonNullable<NextCardProps['due']> }) {
  const t = useTexts(overviewTexts);
  const { can } = useSession();
  return (
    <li>
      <span>{t('now')}</span>
      <span>
        {t(due === 'BLOCKED' ? 'waitsBlocked' : 'waitsInactive')}{' '}
        {can('billing.suspension.view') && (
          <UiLink className="dm-link" href="/suspensions">
            {t('suspensions')}
          </UiLink>
        )}
      </span>
    </li>
  );
}
