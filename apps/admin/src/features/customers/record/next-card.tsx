import { Button, DateText, EmptyState, Section, useFormat, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { overviewTexts } from './overview-texts';
import type { Customer } from './use-customer';

type NextEvents = NonNullable<Customer['whatHappensNext']>['next'];

/** The same rules that block and invoice, run forward: dates and amounts, in order. */
export function NextCard({ next, onPanel }: { next: NextEvents; onPanel: (panel: string) => void }) {
  const t = useTexts(overviewTexts);
  const format = useFormat();
  const { can } = useSession();
  const threatened = next.some(({ kind }) => kind === 'BLOCKED' || kind === 'INACTIVE');
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
      {next.length === 0 ? (
        <EmptyState compact title={t('nothing')} description={t('nothingText')} />
      ) : (
        <ol className="admin-next">
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
