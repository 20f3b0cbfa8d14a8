import { Button, DateText, EmptyState, Section, UiLink, useFormat, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { overviewTexts } from './overview-texts';
import type { Customer } from './use-customer';
import type { suspensionDue } from './what-is-due';

type NextEvents = NonNullable<Customer['whatHappensNext']>['next'];

interface NextCardProps {
  readonly next: NextEvents;
  /** A suspension that waits for its approval. */
  readonly due: ReturnType<typeof suspensionDue>;
  readonly onPanel: (panel: string) => void;
}

/** The same rules that block and invoice, run forward: dates and amounts, in order. */
export function NextCard({ next, due, onPanel }: NextCardProps) {
  const t = useTexts(overviewTexts);
  const format = useFormat();
  const { can } = useSession();
  const threatened = due !== null || next.some(({ kind }) => kind === 'BLOCKED' || kind === 'INACTIVE');
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
          {due !== null && (
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
          )}
          {next.map(({ kind, on, amount, invoiceId }) => (
            <li key={`${kind}:${on}:${invoiceId ?? ''}`}>
              <DateText value={on} />
              <span>{t(kind, { amount: format.money(amount) })}</span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
